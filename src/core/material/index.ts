export { type FileType, fileTypes, isContentHash, isFileType, isWebLink, materialFileName, maxFileBytes } from './material.ts'
