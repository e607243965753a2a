import { createPinia } from 'pinia'
import { createApp } from 'vue'
import '../components/tokens.css'
import './office.css'
import App from './App.vue'
import { createOfficeApi } from './api/officeApi.ts'
import { createOfficeRouter } from './router.ts'
import { officeServicesKey } from './stores/officeServices.ts'

createApp(App)
  .provide(officeServicesKey, { api: createOfficeApi((input, init) => fetch(input, init)), nowMs: () => Date.now(), openEvents: () => new EventSource('/api/office/events') })
  .use(createPinia())
  .use(createOfficeRouter())
  .mount('#office')
