import type { Mutant, MutantEdit } from './support/mutant.ts'

const applyAnswer = 'src/device/applyAnswer.ts'
const mergeChanges = 'src/core/sync/mergeChanges.ts'
const takeChanges = 'sync-server/exchange/takeChanges.ts'
const readPage = 'sync-server/exchange/readPage.ts'

/** A bug of one place. */
function plant(name: string, about: string, file: string, find: string, replace: string, ...more: readonly MutantEdit[]): Mutant {
  return { name, about, edits: [{ file, find, replace }, ...more] }
}

const pendingOf = (organizationId: string): string => `where('[organizationId+pending]').equals([${organizationId}, 1])`

const keepingRecords: readonly Mutant[] = [
  plant('deleteOnAck', 'a record leaves the phone as soon as it has a receipt', applyAnswer,
    '  await db.changes.bulkPut(settled)\n',
    "  await db.changes.bulkPut(settled)\n  await db.changes.bulkDelete(settled.filter((row) => row.transfer === 'sent').map((row) => [row.organizationId, row.id]))\n"),
  plant('dropAtEcho', 'a record leaves the phone one exchange after its receipt', applyAnswer,
    '    await keepProgress(deps, enrolment, answer, settled)',
    "    await keepProgress(deps, enrolment, answer, settled)\n    await db.changes.where('[organizationId+transfer]').equals([enrolment.organizationId, 'sent']).filter((row) => row.deviceId === enrolment.deviceId && !settled.some(({ id }) => id === row.id)).delete()"),
  plant('outboxEmptiedOn401', 'a phone the server does not know throws its unsent work away', 'src/device/keepFailure.ts',
    'export async function keepFailure(deps: DeviceDeps, asker: Asker, failure: SyncFailure): Promise<void> {',
    `export async function keepFailure(deps: DeviceDeps, asker: Asker, failure: SyncFailure): Promise<void> {\n  if (failure.type === 'Refused' && failure.code === 'TokenUnknown') await deps.db.changes.${pendingOf('asker.organizationId')}.delete()`),
  plant('upgradeRecreatesOutbox', 'an upgrade of the schema begins with empty changes', 'src/device/database.ts',
    "  await transaction.table('summaries').bulkPut(rows)",
    "  await transaction.table('summaries').bulkPut(rows)\n  await transaction.table('changes').clear()"),
  plant('enrolmentDropsQueue', 'a new enrolment throws the work of the former one away', 'src/device/enrol.ts',
    '    if (isAnew) await refoldSubjects',
    `    if (isAnew) await db.changes.${pendingOf('row.organizationId')}.delete()\n    if (isAnew) await refoldSubjects`),
  plant('numberReadBeforeRequest', 'an answer puts back the number the phone was at when it asked', applyAnswer,
    '    await keepProgress(deps, enrolment, answer, settled)',
    '    await keepProgress(deps, enrolment, answer, settled)\n    await db.enrolments.update(asker.organizationId, { nextDeviceSequence: asker.nextDeviceSequence })'),
  plant('tokenNotKept', 'the token of an enrolment is not kept before the server is asked', 'src/device/enrol.ts',
    '    await deps.db.settings.put({ key, value: token })\n', ''),
]

const tellingTruth: readonly Mutant[] = [
  plant('receiptShownEarly', 'a record is shown as sent when it is sent', 'src/device/runSync.ts',
    '  const { districtId, deviceId, token, cursor } = enrolment\n',
    `  const { districtId, deviceId, token, cursor } = enrolment\n  await deps.db.changes.${pendingOf('organizationId')}.modify({ transfer: 'sent', pending: 0 })\n`),
  plant('sentFlagOfRecord', 'the receipt of one change marks all changes of its card as sent', applyAnswer,
    '  await db.changes.bulkPut(settled)\n',
    "  await db.changes.bulkPut(settled)\n  for (const row of settled) await db.changes.where('[organizationId+subject]').equals([row.organizationId, row.subject]).modify({ transfer: 'sent', pending: 0 })\n"),
  plant('dirtyFlagCleared', 'an answer clears the queue, also of what was marked during the exchange', applyAnswer,
    '    await keepProgress(deps, enrolment, answer, settled)',
    `    await keepProgress(deps, enrolment, answer, settled)\n    if (settled.length > 0) await db.changes.${pendingOf('enrolment.organizationId')}.modify({ pending: 0 })`),
  plant('contactMasksStuck', 'the line tells of the last contact while records wait', 'src/school/views/syncLine.ts',
    '  if (unsent > 0) return failedAt', '  if (unsent > 0 && enrolment.lastExchangeMs === null) return failedAt'),
  plant('refusedShownAsSent', 'what the server refused is shown as sent', applyAnswer,
    'transfer: settlement.state, pending: 0', "transfer: 'sent', pending: 0"),
  plant('firstLoadDoneTooEarly', 'the first page counts as the whole first load', applyAnswer,
    'firstLoadDone: enrolment.firstLoadDone || (!answer.more && answer.remaining === 0),', 'firstLoadDone: true,'),
  plant('viewsNotMadeAnew', 'an answer changes the changes and not the cards', applyAnswer,
    '    await refoldSubjects(db, enrolment.organizationId, touched)\n', ''),
]

const merging: readonly Mutant[] = [
  plant('clockBeforeCausality', 'the greater stamp wins, whoever saw whom', mergeChanges,
    '  return own.filter((change) => !isNamedIn(replaced, change)).sort(compareConcurrent)', '  return own.sort(compareConcurrent)'),
  plant('nothingSuperseded', 'a mark does not say what its author saw', 'src/device/changeLog.ts',
    '    supersedes: findSuperseded(draft, known),', '    supersedes: [],'),
  plant('mergeByOrder', 'of two concurrent marks the one that came last to this replica wins', mergeChanges,
    '.filter((change) => !isNamedIn(replaced, change)).sort(compareConcurrent)', '.filter((change) => !isNamedIn(replaced, change))'),
  plant('noClamp', 'a stamp from the future stands as it came', 'src/core/clock/clock.ts',
    'return Math.min(rawStampMs, serverNowMs + maxClampMs)', 'return rawStampMs'),
  plant('rejectOnDrift', 'a change is refused for the clock of its phone', takeChanges,
    '  const { readable, rejected } = sortChanges(request, writer)\n',
    "  const sorted = sortChanges(request, writer)\n  const readable = sorted.readable.filter(({ change }) => change.stampMs <= nowMs + 300_000)\n  const rejected = [...sorted.rejected, ...sorted.readable.filter(({ change }) => change.stampMs > nowMs + 300_000).map(({ change }) => [change.deviceSequence, 'ChangeMalformed'])]\n"),
  plant('ownStampKept', 'the author orders by a stamp nobody else has', applyAnswer,
    'effectiveStampMs: effectiveStampMs ?? row.stampMs', 'effectiveStampMs: row.stampMs'),
  plant('newVersionIgnored', 'a card once loaded is never replaced by a newer version', 'src/device/applyBodies.ts',
    '(shown === undefined || shown <= version || !standing.includes(shown))', 'shown === undefined'),
  plant('lostVersionStays', 'a version of a lost life stays over those that the history holds', 'src/device/applyBodies.ts',
    ' || !standing.includes(shown))', ')'),
  plant('withdrawalIgnored', 'a point that was taken back stays in force on the phone', 'src/device/applyBodies.ts',
    '  if (publication === null || !isWithdrawn) return', '  if (publication === null || control !== null) return'),
]

const exchanging: readonly Mutant[] = [
  plant('noDedup', 'a repeated change is taken for a new one', takeChanges,
    '    else if (before !== undefined) known.set(deviceSequence, before)\n', ''),
  plant('idempotencyPerBatch', 'one known change makes the whole request a repeat', takeChanges,
    '  const standing = [...known, ...stored]',
    '  const standing = known.length === 0 ? stored : readable.map(({ change }) => known.find((one) => one.deviceSequence === change.deviceSequence) ?? { ...change, sequence: known[0].sequence, effectiveStampMs: change.stampMs })',
    { file: takeChanges, find: 'appendChanges(organization, fresh, ', replace: 'appendChanges(organization, known.length > 0 ? [] : fresh, ' }),
  plant('badRecordHoldsRest', 'nothing of a request is taken while one record of it is bad', 'sync-server/exchange/sortChanges.ts',
    '  return { readable, rejected, unnamed }', '  return rejected.length > 0 ? { readable: [], rejected: [], unnamed } : { readable, rejected, unnamed }'),
  plant('cursorOutsideTransaction', 'the cursor is kept before what it stands for', applyAnswer,
    "  const { db } = deps\n  return db.transaction('rw', ",
    "  const { db } = deps\n  await db.enrolments.update(asker.organizationId, { cursor: answer.cursor })\n  return db.transaction('rw', "),
  plant('sequenceNotInOrder', 'pages come in another order than receipts', 'sync-server/store/historyStore.ts',
    "        .where('device_id', '!=', exceptDeviceId)\n        .orderBy('sequence')", "        .where('device_id', '!=', exceptDeviceId)\n        .orderBy('device_id').orderBy('sequence')"),
  plant('cursorRunsAhead', 'a cut page moves the cursor to the end all the same', readPage,
    'more ? (fresh.at(-1)?.sequence ?? after) : head.sequence', 'head.sequence'),
  plant('noTransaction', 'the server writes an exchange statement by statement', 'sync-server/store/openSqliteStore.ts',
    'transaction: (work) => db.transaction().execute((transaction) => work(createAccess(transaction))),', 'transaction: (work) => work(createAccess(db)),'),
  plant('quarantineDropped', 'what a closed phone sends is acknowledged and not kept', 'sync-server/exchange/exchange.ts',
    'await quarantine.keep(record)', 'record.deviceSequence'),
  plant('carriedOnTooSoon', 'a phone enrolled anew repeats its work before it has read the history', applyAnswer,
    '    if (!answer.more && !givesBack) {', '    if (!givesBack) {'),
]

const restoring: readonly Mutant[] = [
  plant('noChainHash', 'any cursor that is not ahead stands in a history', readPage,
    'const stands = cursor.sequence <= head.sequence && (await chainHashAt(history, head, cursor.sequence)) === cursor.chainHash', 'const stands = cursor.sequence <= head.sequence'),
  plant('newLifeIgnored', 'a phone told of a new life of the history offers nothing again', applyAnswer,
    '    if (answer.historyChanged) addAll(touched, await forgetPlaces(db, enrolment))\n', ''),
  plant('oldStampsKept', 'a phone keeps the stamps of the life that ended', 'src/device/reissue.ts',
    'sequence: null, effectiveStampMs: null, transfer', 'sequence: null, transfer',
    { file: applyAnswer, find: 'effectiveStampMs: effectiveStampMs ?? row.stampMs', replace: 'effectiveStampMs: row.effectiveStampMs ?? effectiveStampMs ?? row.stampMs' }),
  plant('formerCursorUntold', 'a phone enrolled anew does not tell where it stood', 'src/device/runSync.ts',
    '    ...(formerCursor === undefined ? {} : { formerCursor }),\n', ''),
  plant('bodyNeverAskedFor', 'a version whose body came later is never shown', 'src/device/runSync.ts',
    ', ...lackingNow(enrolment)]', ']'),
  plant('missingStillCounts', 'what only this phone holds of a lost life goes on counting on it', applyAnswer,
    "      if (answer.historyChanged || enrolment.isReadingAnew === true) addAll(touched, await markMissing(db, enrolment.organizationId))\n", ''),
  plant('countedUnderTwoNames', 'a record that stands under two names counts twice', mergeChanges,
    'return carriedOn.size === 0 ? changes : changes.filter(({ id }) => !carriedOn.has(id))', 'return carriedOn.size < 0 ? [] : changes'),
  plant('officeWriterKept', 'a server put back in time gives its numbers to other decisions', 'sync-server/app.ts',
    '  await renewOfficeWriter(deps)\n', ''),
  plant('receiptAboveCursor', 'a receipt is believed though no cursor covers it', applyAnswer,
    "settlement.state !== 'sent' || settlement.sequence <= covered", 'covered >= 0'),
]

const proofUpload = 'src/device/proofUpload.ts'

/** Bugs of what only a month of a school does: several people on a phone, photos, periods, another head. */
const monthLong: readonly Mutant[] = [
  plant('switchForgotten', 'another person takes the phone, and the records go on naming the one before', 'src/device/phonePeople.ts',
    'await db.enrolments.update(organizationId, { personId })', 'await db.enrolments.update(organizationId, {})'),
  plant('personReadBeforeRequest', 'an answer puts back the person who held the phone when it asked', applyAnswer,
    '    await keepProgress(deps, enrolment, answer, settled)',
    '    await keepProgress(deps, enrolment, answer, settled)\n    await db.enrolments.update(asker.organizationId, { personId: asker.personId })'),
  plant('receivedTooEarly', 'a photo is called received as soon as some of it arrived', proofUpload,
    'if (answer.isWhole) return finish(db, row)', 'if (answer.isWhole || answer.received > 0) return finish(db, row)'),
  plant('freedUnasked', 'room is made without asking whether the office has the photo', proofUpload,
    "if (row.waiting === 1 || row.isFreed === true) continue", "if (row.isFreed === true) continue\n    await freeProof(db, row)"),
  plant('standingPhotoDropped', 'a photo whose record stands is thrown away as taken back', 'src/device/proofStore.ts',
    '    if (evidence.some(names)) return false\n', ''),
  plant('droppedUntold', 'a photo is thrown away before the office has the retraction', proofUpload,
    "      if ((await unsentCount(db, organizationId)) > 0) return 'texts'\n      await dropProof", '      await dropProof'),
  plant('periodElsewhere', 'a mark of one period is written to another', 'src/device/changeLog.ts',
    '    ...draft,\n    id:', "    ...draft,\n    subject: draft.subject.replace('2025-Q4', '2026-Q1'),\n    id:"),
  plant('periodLostOnServer', 'the server keeps a mark of a period for the whole point', takeChanges,
    '  const { readable, rejected } = sortChanges(request, writer)\n',
    "  const { readable: sorted, rejected } = sortChanges(request, writer)\n  const readable = sorted.map((one) => ({ ...one, change: { ...one.change, subject: one.change.subject.replace(':2026-Q1', '') } }))\n"),
  plant('closedWhileMarking', 'what is recorded during the exchange that closes a phone never leaves it', 'src/device/keepFailure.ts',
    '(wasEmpty || taken.length > 0)', 'taken.length > 0'),
].map((mutant) => ({ ...mutant, story: 'month' as const }))

/** Every bug the simulator must find. */
export const mutants: readonly Mutant[] = [...keepingRecords, ...tellingTruth, ...merging, ...exchanging, ...restoring, ...monthLong]
