/** First parts of words that are written with a hyphen of their own: at a line's end it is no mark of a cut word. */
const firsts = new Set(
  [
    'учебно научно информационно социально психолого воспитательно организационно материально нормативно программно духовно культурно',
    'художественно физкультурно спортивно военно северо юго западно восточно общественно профессионально административно финансово санитарно',
    'эколого историко гражданско детско родительско консультативно лечебно коррекционно мастер веб интернет онлайн видео пресс медиа конкурс',
    'педагог педагога педагогов педагогам учитель учителя учителей учителям школа школы школ школам центр центра мама папа социолог',
    'проект урок фестиваль экспресс по кое контрольно планово хозяйственно творческо практико деятельностно личностно системно',
  ].flatMap((words) => words.split(' ')),
)

/** Whether the word stands before a hyphen of its own, e.g. «учебно» in «учебно-методический». */
export function isFirstOfCompound(word: string): boolean {
  return firsts.has(word.toLowerCase())
}

/** The printed lines of one paragraph as one line: a space between them, a word cut by a hyphen made whole. */
export function joinLines(lines: readonly string[]): string {
  return lines.reduce((text, line) => {
    const cut = /(\p{Ll}+)-$/u.exec(text)
    if (cut === null || !/^\p{Ll}/u.test(line)) return text === '' ? line : `${text} ${line}`
    return (isFirstOfCompound(cut[1] ?? '') ? text : text.slice(0, -1)) + line
  }, '')
}
