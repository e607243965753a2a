import { expect, test } from './support/fixtures.ts'
import { cards, enrolWholly, listPoints, openPoint } from './support/schoolSteps.ts'
import { say } from './support/words.ts'

test('the program can be installed: manifest, icons, and a worker that controls the page', { tag: '@androidEight' }, async ({ server, newPhone }) => {
  const phone = await newPhone()
  await enrolWholly(phone, await server.createLink(await server.findSchool('suntar')))
  const session = await phone.context.newCDPSession(phone.page)
  const { errors, data } = await session.send('Page.getAppManifest')
  expect(errors).toEqual([])
  expect(JSON.parse(data ?? '{}')).toMatchObject({ id: '/', lang: 'ru', display: 'standalone', start_url: '/', shortcuts: [{ url: '/?show=overdue' }, { url: '/documents' }] })
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors')
  // A test's browser is private, which alone forbids an installation.
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual([])
  await expect.poll(() => phone.page.evaluate(() => navigator.serviceWorker.controller?.scriptURL)).toBe(`${phone.road.url}/sw.js`)
})

test('a first visit downloads each file once, and nothing of the office', async ({ server, newPhone }) => {
  const phone = await newPhone()
  await enrolWholly(phone, await server.createLink(await server.findSchool('suntar')))
  const files = phone.road.passed.filter(({ method, path }) => method === 'GET' && !path.startsWith('/api/')).map(({ path }) => path)
  const assets = files.filter((path) => path.startsWith('/assets/'))
  expect(assets.length).toBeGreaterThan(0)
  expect([...assets].sort()).toEqual([...new Set(assets)].sort())
  // On a thin network the points come before what keeps the program.
  const order = phone.road.passed.map(({ path }) => path)
  expect(order.indexOf('/sw.js')).toBeGreaterThan(order.indexOf('/api/exchange'))
  const cached = await phone.page.evaluate(async () => {
    const names = await caches.keys()
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
    return requests.flat().map(({ url }) => new URL(url).pathname)
  })
  expect(cached).toContain('/index.html')
  expect([...files, ...cached].filter((path) => /office|demo/.test(path))).toEqual([])
  expect([...phone.askedOrigins]).toEqual([phone.road.url])
  const headers = await Promise.all(assets.map(async (path) => (await fetch(`${server.url}${path}`)).headers.get('cache-control')))
  expect(headers.filter((header) => header?.includes('immutable') !== true)).toEqual([])
})

test('a second visit downloads no file of the program again', async ({ server, newPhone }) => {
  const phone = await newPhone()
  await enrolWholly(phone, await server.createLink(await server.findSchool('suntar')))
  await phone.close()
  const before = phone.road.passed.length
  await phone.start()
  await expect(cards(phone).first()).toBeVisible()
  // A browser may ask for the page itself while it wakes the worker; the worker's own answer is the one it takes.
  const again = phone.road.passed.slice(before).map(({ path }) => path).filter((path) => path !== '/' && path !== '/sw.js' && !path.startsWith('/api/'))
  expect(again).toEqual([])
})

test('a link into the program opens without a network', { tag: '@androidEight' }, async ({ server, newPhone }) => {
  const phone = await newPhone()
  await enrolWholly(phone, await server.createLink(await server.findSchool('suntar')))
  const [point] = await listPoints(phone)
  if (point === undefined) throw new Error('The list is empty.')
  await phone.close()
  await phone.start({ isOffline: true, path: point.path })
  await expect(phone.page.getByText(say('directive.whole'))).toBeVisible()
  await phone.open('/documents')
  await expect(phone.page.getByRole('heading', { name: say('documents.title'), level: 1 })).toBeVisible()
})

test('a new version waits for «Обновить» and leaves what is being typed alone', { tag: '@androidEight' }, async ({ server, newPhone }) => {
  const phone = await newPhone()
  await enrolWholly(phone, await server.createLink(await server.findSchool('suntar')))
  const [point] = await listPoints(phone)
  if (point === undefined) throw new Error('The list is empty.')
  await openPoint(phone, point)
  await phone.page.getByLabel(say('directive.note')).fill('Недописанная запись')
  const script = await (await fetch(`${server.url}/sw.js`)).text()
  phone.road.decide(({ path }) =>
    path === '/sw.js' ? { type: 'answer', status: 200, headers: { 'content-type': 'text/javascript', 'cache-control': 'no-cache' }, body: `${script}\n// a newer version` } : { type: 'pass' },
  )
  await phone.page.evaluate(async () => (await navigator.serviceWorker.ready).update())
  await expect(phone.page.getByText(say('update.ready'))).toBeVisible()
  await expect(phone.page.getByLabel(say('directive.note'))).toHaveValue('Недописанная запись')
  const isNew = (): Promise<boolean> => phone.page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.waiting === null)
  expect(await isNew()).toBe(false)
  const reloaded = phone.page.waitForEvent('load')
  await phone.tap(phone.page.getByRole('button', { name: say('update.apply') }))
  await reloaded
  await expect.poll(isNew).toBe(true)
  await expect(phone.page.getByText(say('update.ready'))).toBeHidden()
  await expect(phone.page.getByText(say('directive.whole'))).toBeVisible()
})
