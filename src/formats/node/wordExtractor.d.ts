declare module 'word-extractor' {
  /** The part of the library that reading needs. */
  export default class WordExtractor {
    extract(source: Buffer): Promise<{ getBody(options: { readonly filterUnicode: boolean }): string }>
  }
}
