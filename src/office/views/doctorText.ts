import type { DoctorCheck } from '#core/report'
import { doctorWords } from '../../i18n/locales/office/doctorWords.ts'
import { t } from '../../i18n/office.ts'

const names = ['address', 'certificate', 'clock', 'disk', 'database', 'backup', 'backupPlace', 'worker', 'phones'] as const

/** What a check looks at; one of a newer server by its own name. */
export function checkName(check: string): string {
  const known = names.find((name) => name === check)
  return known === undefined ? check : t(`doctor.check.${known}`)
}

/** What was found and what to do about it. */
export function findingText({ check, found, details }: Pick<DoctorCheck, 'check' | 'found' | 'details'>): string {
  const sentence = doctorWords[`${check}.${found}`]
  if (sentence === undefined) return t('doctor.unknown', { check, found })
  return sentence.replace(/\{(\w+)\}/g, (_all, name: string) => String(details[name] ?? ''))
}
