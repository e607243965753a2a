import { beforeEach, describe, expect, it } from 'vitest'
import { putAwayClosed } from '../../src/device/closedCards.ts'
import DocumentsPage from '../../src/school/pages/DocumentsPage.vue'
import { createInProcessLock } from '../../src/device/syncLock.ts'
import { SchoolProgram, button, nowMs, shows } from '../support/schoolProgram.ts'

const yearMs = 366 * 86_400_000

let program: SchoolProgram
beforeEach(async () => {
  document.body.innerHTML = ''
  program = new SchoolProgram()
  await program.start()
  program.office('d:p1', 'control', { state: 'released' })
  await program.device.sync()
  await program.device.db.enrolments.update(program.organizationId, { secured: 1000 })
})

const putAway = () => putAwayClosed({ ...program.device.deps, nowMs: () => nowMs + yearMs }, program.organizationId, createInProcessLock())

describe('the page of documents', () => {
  it('says nothing of points that left while none did', async () => {
    const page = program.mount(DocumentsPage)
    await shows(page, 'Документ r1')
    expect(page.text()).not.toContain('убрано с телефона')
  })

  it('says how many points left, and asks them back at the first network', async () => {
    expect(await putAway()).toBe(1)
    const page = program.mount(DocumentsPage)
    await shows(page, 'Давно закрытое поручение убрано с телефона: 1. В управлении оно есть.')
    program.setNetwork(false)
    await button(page, 'Вернуть на телефон').trigger('click')
    await shows(page, 'Вернутся при первой связи с управлением.')
    expect((await program.device.enrolment(program.organizationId)).wanted).toEqual(['p1'])
    program.setNetwork(true)
    await program.device.sync(true)
    await expect.poll(() => page.text()).not.toContain('Вернутся')
  })
})
