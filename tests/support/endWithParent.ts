/** Loaded before a child's own program: the pipe from its parent closes when the parent ends, however it ends. */
process.stdin.on('end', () => process.exit()).on('error', () => process.exit()).resume()
