/** Browsers by the word of their user agent; those that also call themselves Chrome or Safari come first. */
const browsers: readonly (readonly [word: string, name: string])[] = [
  ['YaBrowser', 'Yandex'],
  ['SamsungBrowser', 'Samsung'],
  ['HuaweiBrowser', 'Huawei'],
  ['OPR', 'Opera'],
  ['Edg', 'Edge'],
  ['Firefox', 'Firefox'],
  ['Chrome', 'Chrome'],
  ['Version', 'Safari'],
]

/** Systems as user agents name them; Android also calls itself Linux. */
const systems: readonly string[] = ['Android', 'iPhone', 'iPad', 'Windows', 'CrOS', 'Mac OS', 'Linux']

/** How a phone calls itself in the office's list, from its user agent: "Android, Chrome 138"; at most 80 characters. */
export function describeDevice(userAgent: string): string {
  const system = systems.find((one) => userAgent.includes(one)) ?? ''
  const [word, name] = browsers.find(([one]) => userAgent.includes(`${one}/`)) ?? ['', '']
  const version = word === '' ? '' : (new RegExp(`${word}/(\\d+)`).exec(userAgent)?.[1] ?? '')
  return [system, `${name} ${version}`.trim()].filter((part) => part !== '').join(', ').slice(0, 80)
}
