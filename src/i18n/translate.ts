/** A sentence, or its forms by the number `n` in it. Placeholders stand in braces: `На телефоне: {n}`. */
export type Message = string | PluralMessage
export interface PluralMessage {
  readonly one: string
  readonly few: string
  readonly many: string
}
export type Catalogue = Readonly<Record<string, Message>>

type Names<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never
type TextOf<M> = M extends string ? M : M extends PluralMessage ? M['one'] | M['few'] | M['many'] : never
type Params<M> = [Names<TextOf<M>>] extends [never] ? [] : [params: Readonly<Record<Names<TextOf<M>>, string | number>>]

/** Says a sentence of a catalogue; its key and its parameters are checked by the compiler. */
export type Translate<C extends Catalogue> = <Key extends keyof C & string>(key: Key, ...params: Params<C[Key]>) => string

/** Makes the translator of one catalogue; plural forms are chosen by the locale's own rules. */
export function createTranslate<C extends Catalogue>(catalogue: C, locale: string): Translate<C> {
  const rules = new Intl.PluralRules(locale)
  return (key, ...[params]) => {
    const values: Readonly<Record<string, string | number>> = params ?? {}
    return (formOf(catalogue[key], values['n'], rules) ?? key).replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]))
  }
}

function formOf(message: Message | undefined, n: string | number | undefined, rules: Intl.PluralRules): string | undefined {
  if (message === undefined || typeof message === 'string') return message
  const form = rules.select(Number(n))
  // A locale without these categories (Yakut has only `other`) fills all three alike.
  return form === 'one' || form === 'few' ? message[form] : message.many
}
