import { createApp } from 'vue'
import '../components/tokens.css'
import App from './App.vue'
import { createDemoApi } from './demoApi.ts'

createApp(App, { api: createDemoApi((input, init) => fetch(input, init)), memory: localStorage }).mount('#demo')
