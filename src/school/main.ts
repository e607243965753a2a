import { createPinia } from 'pinia'
import { createApp, shallowRef } from 'vue'
import '../components/tokens.css'
import { createBrowserDeps } from '../device/browserDeps.ts'
import { enrolDevice } from '../device/enrol.ts'
import { listenForTriggers, setPageTimer } from '../device/pageTriggers.ts'
import type { SyncProgress } from '../device/runSync.ts'
import { openAtStart, watchBlocked } from '../device/watchDatabase.ts'
import { useLocale } from '../i18n/school.ts'
import App from './App.vue'
import { keepInstallPrompt } from './installPrompt.ts'
import { createUpkeepLoader, preload } from './lateParts.ts'
import { createSchoolRouter, schoolRouterKey } from './router.ts'
import { createSchoolSchedule } from './schoolSchedule.ts'
import { registerWorker } from './serviceWorker.ts'
import { type SchoolServices, schoolServicesKey } from './stores/schoolServices.ts'

const deps = createBrowserDeps()
const workers = import.meta.env.PROD ? navigator.serviceWorker : undefined
const progress = shallowRef<SyncProgress | null>(null)
const storageTrouble: SchoolServices['storageTrouble'] = shallowRef(null)
const upkeep = createUpkeepLoader(deps, window)
const router = createSchoolRouter()

const { install, ...worker } = registerWorker(workers)
const schedule = createSchoolSchedule({ deps, upkeep, progress, workers, onExchanged: install })

const services: SchoolServices = {
  deps,
  enrol: (proof) => enrolDevice(deps.enrolment, proof),
  sync: (trigger) => schedule.trigger(trigger),
  progress,
  upkeep,
  storageTrouble,
  installPrompt: keepInstallPrompt(window),
  go: (address, replace) => {
    router.go(address, replace)
  },
  ...worker,
}

watchBlocked(deps.db, setPageTimer, (isBlocked) => {
  storageTrouble.value = isBlocked ? 'blocked' : null
})
void openAtStart(deps.db).then((failure) => {
  if (failure !== null) storageTrouble.value = failure.type === 'StorageFull' ? 'full' : 'closed'
}, reportError)
// No `await` at the top of a module: with one the bundler cuts what the late parts share out of the first load's file.
void useLocale(document.documentElement.lang).then(() => {
  const app = createApp(App)
  // A bug is shown by the browser itself; the page goes on.
  app.config.errorHandler = reportError
  app.use(createPinia()).provide(schoolRouterKey, router).provide(schoolServicesKey, services).mount('#app')
  preload()
  listenForTriggers(schedule, { window, document, onError: reportError })
})
