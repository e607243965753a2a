/* The process that reads strangers' files: bytes in, plain text blocks or tables of texts out. It is started by `readInChild` with its rights taken away. */
import { err } from '#core/result'
import { readDocument } from '../readDocument.ts'
import { readTables } from '../readTables.ts'
import { denyNetwork } from './denyNetwork.ts'
import { nodeReaders } from './nodeReaders.ts'
import type { ReadingTask } from './readInChild.ts'

denyNetwork()
// A library may fail late, beside the promise it gave; the file's answer, or the time limit, tells what came of it.
process.on('unhandledRejection', () => undefined)
process.on('uncaughtException', () => undefined)

process.on('message', ({ bytes, as }: ReadingTask) => {
  const reading = as === 'tables' ? Promise.resolve(bytes).then(readTables) : readDocument(bytes, nodeReaders)
  // A parent that is gone needs no answer; one that waits must not wait for the time limit.
  void reading.then(
    (read) => process.send?.(read),
    () => process.send?.(err({ type: 'DocumentReaderFailed' })),
  )
})
process.on('disconnect', () => process.exit())
process.send?.('ready')
