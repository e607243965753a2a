/** The heavy writer of Word files: fetched when somebody first wants one, then kept by the worker. */
export { writeDocx } from '../formats/write/docx.ts'
