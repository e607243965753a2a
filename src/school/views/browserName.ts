/** Browsers that keep the way to the main screen at different places of their menus. */
export const browserNames = ['yandex', 'samsung', 'huawei', 'firefox', 'chrome'] as const
export type BrowserName = (typeof browserNames)[number]

const marks: readonly (readonly [RegExp, BrowserName])[] = [
  [/YaBrowser|YaApp/, 'yandex'],
  [/SamsungBrowser/, 'samsung'],
  [/HuaweiBrowser/, 'huawei'],
  [/Firefox/, 'firefox'],
]

/** Whose menu the person sees; one that nobody has described has Chrome's more often than any other. */
export function browserOf(userAgent: string): BrowserName {
  return marks.find(([mark]) => mark.test(userAgent))?.[1] ?? 'chrome'
}
