/** One program whose last line of output is a JSON object of figures worth publishing. */
export interface FigureSource {
  readonly name: string
  /** What was done, as the table says it. */
  readonly what: string
  readonly command: string
}

/** In the order of the table. */
export const figureSources: readonly FigureSource[] = [
  { name: 'kills', what: 'server killed with SIGKILL under 50 writers', command: 'npm run proof -- kills' },
  { name: 'backups', what: 'backups under 100 writes a second, each restored into a fresh folder and opened by the real server', command: 'npm run proof -- backups' },
  { name: 'browserKills', what: 'browser killed between the tap and the next frame', command: 'npm run proof -- browserKills' },
  { name: 'offlineStory', what: 'the whole story in a real browser, four districts in turn', command: 'npm run proof -- offlineStory' },
  { name: 'malformed', what: 'spoilt requests to every route', command: 'npm run proof -- malformed' },
]
