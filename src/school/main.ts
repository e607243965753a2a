import { createPinia } from 'pinia'
import { createApp, shallowRef } from 'vue'
import '../components/tokens.css'
import { createBrowserDeps } from '../device/browserDeps.ts'
import { enrolDevice } from '../device/enrol.ts'
import { createPageCanary } from '../device/pageCanary.ts'
import { listenForTriggers, requestBackgroundSync, setPageTimer } from '../device/pageTriggers.ts'
import { askToPersist } from '../device/persist.ts'
import { type SyncProgress, runSync } from '../device/runSync.ts'
import { SyncSchedule } from '../device/schedule.ts'
import { useLocale } from '../i18n/school.ts'
import App from './App.vue'
import { createSchoolRouter, schoolRouterKey } from './router.ts'
import { registerWorker } from './serviceWorker.ts'
import { type SchoolServices, schoolServicesKey } from './stores/schoolServices.ts'

const deps = createBrowserDeps()
const workers = import.meta.env.PROD ? navigator.serviceWorker : undefined
const progress = shallowRef<SyncProgress | null>(null)
const canary = createPageCanary(deps.db, window)

const router = createSchoolRouter()

const schedule = new SyncSchedule({
  run: async (request) => {
    try {
      return await runSync({ ...deps, onProgress: (now) => (progress.value = navigator.onLine ? now : null) }, request)
    } finally {
      progress.value = null
      await canary.write()
    }
  },
  setTimer: setPageTimer,
  random: Math.random,
  nowMs: deps.nowMs,
  isVisible: () => document.visibilityState === 'visible',
  requestBackgroundSync: () => void workers?.ready.then(requestBackgroundSync),
  onError: reportError,
})

const services: SchoolServices = {
  deps,
  enrol: (proof) => enrolDevice(deps.enrolment, proof),
  sync: (trigger) => schedule.trigger(trigger),
  progress,
  countLost: () => canary.countLost(),
  isStorageRefused: async () => (await askToPersist(navigator.storage)) === 'refused',
  go: (address, replace) => {
    router.go(address, replace)
  },
  ...registerWorker(workers),
}

await useLocale(document.documentElement.lang)
const app = createApp(App)
// A bug is shown by the browser itself; the page goes on.
app.config.errorHandler = reportError
app.use(createPinia()).provide(schoolRouterKey, router).provide(schoolServicesKey, services).mount('#app')
listenForTriggers(schedule, { window, document, onError: reportError })
