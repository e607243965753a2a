import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { Persistence } from '../../device/persist.ts'
import { readSeen, writeSeen } from '../../device/seen.ts'
import { browserOf } from '../views/browserName.ts'
import { useRecordStore } from './recordStore.ts'
import { useSchoolServices } from './schoolServices.ts'

const key = 'seen install'
const never = 'never'
/** «Позже» is not tomorrow (ms). */
const laterMs = 7 * 86_400_000

/** The program on the main screen: offered after a record was kept, and always to be had in the settings. */
export const useInstallStore = defineStore('install', () => {
  const { deps, upkeep, installPrompt } = useSchoolServices()
  const records = useRecordStore()
  /** 'never', or the moment (ms) until which nobody wants to hear of it; undefined until the phone's memory has answered. */
  const answer = shallowRef<string | null>()
  const isInstalled = ref(matchMedia('(display-mode: standalone)').matches)
  /** Set once the program was installed just now: what the browser then promised. */
  const promise = shallowRef<Persistence | null>(null)
  const browser = browserOf(navigator.userAgent)
  const canPrompt = computed(() => installPrompt.value !== null)
  const isWanted = computed(() => answer.value !== undefined && answer.value !== never && deps.nowMs() >= Number(answer.value ?? 0))
  const isOffered = computed(() => promise.value !== null || (!isInstalled.value && records.hasRecorded && isWanted.value))

  readSeen(deps.db, key).then((kept) => {
    answer.value = kept
  }, reportError)
  addEventListener('appinstalled', () => void finish().catch(reportError))

  async function install(): Promise<void> {
    const prompt = installPrompt.value
    if (prompt === null) return
    // A browser shows its own window for one event once.
    installPrompt.value = null
    await prompt.prompt()
    const { outcome } = await prompt.userChoice
    await (outcome === 'accepted' ? finish() : putOff())
  }

  /** On the main screen the browser keeps more firmly; it is asked, and its answer is told. */
  async function finish(): Promise<void> {
    // After its own window the browser tells of the installation once more.
    if (isInstalled.value) return
    isInstalled.value = true
    promise.value = await (await upkeep()).keepStorage()
  }

  async function decide(value: string): Promise<void> {
    // Gone from the screen, it stays gone: it is kept by then.
    await writeSeen(deps.db, key, value)
    answer.value = value
  }

  const putOff = (): Promise<void> => decide(String(deps.nowMs() + laterMs))
  const refuse = (): Promise<void> => decide(never)

  function read(): void {
    promise.value = null
  }

  return { isInstalled, isOffered, canPrompt, promise, browser, install, putOff, refuse, read }
})
