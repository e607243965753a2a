export { type Result, ok, err } from './result.ts'
