/** A process that copies and checks one database: reading it whole would hold up the server's own for seconds. */
import { type CopyOptions, copyDatabase } from './copyDatabase.ts'

process.once('message', (options: CopyOptions) => {
  void copyDatabase(options).then((result) => {
    process.send?.(result, () => { process.disconnect() })
  })
})
