import { type Ref, ref } from 'vue'

interface TrustedTypesFactory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string }
}

const workerUrl = '/sw.js'

/** How long (ms) after a first installation that was cut the page asks for the program again. */
const retryMs = 10_000

/** After so long (ms) a first visit that came to no exchange keeps the program all the same. */
const firstVisitMs = 30_000

export interface WorkerState {
  readonly isInstalled: Readonly<Ref<boolean>>
  readonly hasUpdate: Readonly<Ref<boolean>>
  applyUpdate(): void
  /** Lets a first visit keep the program now; does nothing when it was let before. */
  install(): void
}

/**
 * Registers the worker and follows it. A new version waits: it takes over, and the page loads anew, only after
 * «Обновить», because a reload by itself would lose what is being typed. A first visit waits for `install`: on a thin
 * network the points come before what keeps the program.
 */
export function registerWorker(container: ServiceWorkerContainer | undefined): WorkerState {
  const isInstalled = ref(false)
  const hasUpdate = ref(false)
  let waiting: ServiceWorker | null = null
  const install = once(() => { if (container !== undefined) begin(container, trustedWorkerUrl()) })
  if (container?.controller) install()
  else setTimeout(install, firstVisitMs)

  function begin(workers: ServiceWorkerContainer, url: string): void {
    const again = (): void => void setTimeout(begin, retryMs, workers, url)
    // A certificate the phone does not trust refuses the worker: then the page never says «готово».
    start(workers, url, again).catch(again)
  }

  async function start(workers: ServiceWorkerContainer, url: string, again: () => void): Promise<void> {
    const registration = await workers.register(url, { scope: '/' })
    const follow = (): void => {
      isInstalled.value = registration.active !== null
      waiting = workers.controller === null ? null : registration.waiting
      hasUpdate.value = waiting !== null
    }
    const followWorker = (worker: ServiceWorker | null): void =>
      worker?.addEventListener('statechange', () => {
        follow()
        if (worker.state === 'redundant' && registration.active === null) again()
      })
    follow()
    followWorker(registration.installing)
    registration.addEventListener('updatefound', () => {
      followWorker(registration.installing)
    })
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible' && navigator.onLine) void registration.update().catch(() => undefined)
    })
  }

  function applyUpdate(): void {
    container?.addEventListener('controllerchange', () => {
      location.reload()
    })
    waiting?.postMessage({ type: 'SKIP_WAITING' })
  }

  return { isInstalled, hasUpdate, applyUpdate, install }
}

function once(act: () => void): () => void {
  let isDone = false
  return () => {
    if (!isDone) act()
    isDone = true
  }
}

/** Under Trusted Types a worker's address must come from a policy; ours passes this one address and nothing else. */
function trustedWorkerUrl(): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypesFactory }
  const policy = trustedTypes?.createPolicy('porucheno', {
    createScriptURL(url) {
      if (url !== workerUrl) throw new TypeError(`Not a worker of this program: ${url}`)
      return url
    },
  })
  return policy?.createScriptURL(workerUrl) ?? workerUrl
}
