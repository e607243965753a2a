import { Socket } from 'node:net'

/** Loaded before a child's own program: the pipe from its parent closes when the parent ends, however it ends. */
process.stdin.on('end', () => process.exit()).on('error', () => process.exit()).resume()
// The pipe alone keeps no program alive that has come to its own end.
if (process.stdin instanceof Socket) process.stdin.unref()
