import { type DoctorView, type OfficerView, type SettingsView, type SetupProgress, type SetupWish, readOfficeAnswer, readSettings, readSetupAnswer } from '#core/report'
import { type ApiResult, type Asking, done, reading } from './ask.ts'

export interface SettingsDoors {
  settings(byItself: boolean): ApiResult<SettingsView>
  /** Answers how many organizations hear of it. */
  saveSettings(settings: SettingsView): ApiResult<number>
  isSetupNeeded(): ApiResult<boolean>
  setUp(wish: SetupWish): ApiResult<OfficerView>
  setupProgress(byItself: boolean): ApiResult<SetupProgress>
  dismissSetup(): ApiResult<null>
  doctor(origin: string, clockMs: number): ApiResult<DoctorView>
}

export function createSettingsDoors({ get, post }: Asking): SettingsDoors {
  return {
    settings: (byItself) => get('settings', readSettings, byItself),
    saveSettings: (settings) => post('settings', settings, reading(readReach)),
    isSetupNeeded: () => get('setup', (body) => readSetupAnswer.needed(body)?.isNeeded ?? null, true),
    setUp: (wish) => post('setup', wish, reading(readOfficeAnswer.officer)),
    setupProgress: (byItself) => get('setup/progress', readSetupAnswer.progress, byItself),
    dismissSetup: () => post('setup/dismiss', {}, done),
    doctor: (origin, clockMs) => get(`doctor?${new URLSearchParams({ origin, clock: String(clockMs) }).toString()}`, readSetupAnswer.doctor, false),
  }
}

function readReach(body: unknown): number | null {
  return typeof body === 'object' && body !== null && 'organizations' in body && typeof body.organizations === 'number' ? body.organizations : null
}
