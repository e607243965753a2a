/** One program whose last line of output is a JSON object of figures worth publishing. */
export interface FigureSource {
  readonly name: string
  /** What was done, as the table says it. */
  readonly what: string
  readonly command: string
}

/** In the order of the table. */
export const figureSources: readonly FigureSource[] = [
  { name: 'simulate', what: 'simulated histories of five phones, the office and the server, faults of every kind', command: 'npm run simulate -- --seeds 10000' },
  { name: 'month', what: 'simulated months of one school: people who share two phones, photos, periods, reports, another head', command: 'npm run simulate -- month 1000' },
  { name: 'mutants', what: 'faults planted in the code, each to be found by the simulator', command: 'npm run simulate:mutants' },
  { name: 'exactlyOnce', what: 'exchanges with 30 % of answers dropped and 20 % of requests doubled', command: 'npm run proof -- exactlyOnce' },
  { name: 'kills', what: 'server killed with SIGKILL under 50 writers', command: 'npm run proof -- kills' },
  { name: 'databaseFull', what: 'server’s database full at many levels', command: 'npm run proof -- databaseFull' },
  { name: 'restore', what: 'an old backup restored; the phones bring back what it lacks', command: 'npm run proof -- restore' },
  { name: 'backups', what: 'backups under 100 writes a second, each restored into a fresh folder and opened by the real server', command: 'npm run proof -- backups' },
  { name: 'longLife', what: 'the 1,000th exchange beside the first; a new phone reads five years', command: 'npm run proof -- longLife' },
  { name: 'browserKills', what: 'browser killed between the tap and the next frame', command: 'npm run proof -- browserKills' },
  { name: 'eviction', what: 'the browser takes the phone’s database, or everything', command: 'npm run proof -- eviction' },
  { name: 'quota', what: 'a full disk in a real browser, from no room to little', command: 'npm run proof -- quota' },
  { name: 'photos', what: 'photos of 12 megapixels through the gallery, an upload cut ten times, a full disk, the server killed in the midst of uploads', command: 'npm run proof -- photos' },
  { name: 'fiveDocuments', what: 'the five documents in three formats, from the file through the review to phones of every kind', command: 'npm run proof -- fiveDocuments' },
  { name: 'tabs', what: 'four tabs and the worker of one phone, random interleavings', command: 'npm run proof -- tabs' },
  { name: 'appUpdate', what: 'program and schema renewed over 50 unsent records: old tab, full disk, access closed', command: 'npm run proof -- appUpdate' },
  { name: 'offlineStory', what: 'the whole story in a real browser, four districts in turn', command: 'npm run proof -- offlineStory' },
  { name: 'malformed', what: 'spoilt requests to every route', command: 'npm run proof -- malformed' },
  { name: 'thinNetwork', what: '2G: 50 kbit/s with 600 ms, and 64 kbit/s with 2 s and 30 % loss', command: 'npm run proof -- thinNetwork' },
  { name: 'storm', what: '2,000 phones with 40 records each reconnect at once', command: 'npm run storm -- --devices 2000 --edits 40' },
  { name: 'hostileFiles', what: 'hostile files, each in a process of its own, and mutations of good ones', command: 'npm run proof -- hostileFiles' },
  { name: 'parserFuzz', what: 'random and mutated texts read: never throws, every directive’s words stand at its span', command: 'npm run proof -- parserFuzz' },
  { name: 'longDocuments', what: 'a protocol of 10 to 1,000 pages: time a page', command: 'npm run proof -- longDocuments' },
  { name: 'summaries', what: 'summaries of the five documents as Word and Excel, printed by LibreOffice, beside their kept pictures', command: 'npm run proof -- summaries' },
  { name: 'schoolPapers', what: 'a school’s report, plan and order on the five documents as Word, printed by LibreOffice, beside their kept pictures', command: 'npm run proof -- schoolPapers' },
]
