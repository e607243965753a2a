/** A thread that copies and checks: reading a whole database would hold up the server's own for seconds. */
import { parentPort, workerData } from 'node:worker_threads'
import { type CopyOptions, copyDatabase } from './copyDatabase.ts'

parentPort?.postMessage(await copyDatabase(workerData as CopyOptions))
