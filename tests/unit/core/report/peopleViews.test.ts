import { describe, expect, it } from 'vitest'
import { decodePeopleRequest, decodeSettings, decodeSetup, passwordStrength } from '#core/report'

describe('a password', () => {
  it('is short, weak, fair or strong', () => {
    const known = ['ivanova', 'Иванова']
    const words = { коротко: 'short', ивановаиванова: 'weak', '12345678901': 'weak', qwerty12345: 'weak', ааааабббббб: 'weak', 'река синяя': 'fair', 'берёза над рекой 7': 'strong' } as const
    for (const [password, strength] of Object.entries(words)) expect(passwordStrength(password, known), password).toBe(strength)
  })

  it('is not weak for a letter of the name', () => {
    expect(passwordStrength('три сосны у школы', ['', 'и', 'Т'])).toBe('strong')
  })
})

describe('what the pages about people send', () => {
  it('has a login without spaces, in lower case', () => {
    const wish = { login: ' Петрова ', name: 'Петрова', post: 'директор', roles: ['chief'] }
    expect(decodePeopleRequest.person(wish)).toMatchObject({ ok: true, value: { login: 'петрова' } })
    expect(decodePeopleRequest.person({ ...wish, login: 'две части' }).ok).toBe(false)
    expect(decodePeopleRequest.person({ ...wish, __proto__: null, roles: [] }).ok).toBe(false)
  })

  it('may write the set-up code as it is printed', () => {
    const wish = { code: '482 917 305', district: 'Р', region: '', zone: 'Asia/Yakutsk', office: 'У', phone: '1', name: 'И', post: 'п', login: 'ив', password: 'x' }
    expect(decodeSetup(wish)).toMatchObject({ ok: true, value: { code: '482917305' } })
    expect(decodeSetup({ ...wish, code: '48291730' }).ok).toBe(false)
  })

  it('names the setting that is wrong', () => {
    expect(decodeSettings({})).toMatchObject({ ok: false, error: { type: 'SettingsInvalid', field: 'name' } })
    expect(decodeSettings(null)).toMatchObject({ ok: false })
  })
})
