import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import BaseSheet from '../../src/components/BaseSheet.vue'

it('stays open when word of an earlier close comes late', async () => {
  const sheet = mount(BaseSheet, { props: { open: true, title: 'Правка', closeLabel: 'Закрыть' }, attachTo: document.body })
  const dialog = sheet.get('dialog')
  await sheet.setProps({ open: false })
  const earlier = sheet.emitted('close')?.length ?? 0
  await sheet.setProps({ open: true })
  await dialog.trigger('close')
  expect(dialog.element.open).toBe(true)
  expect(sheet.emitted('close')?.length ?? 0).toBe(earlier)
  dialog.element.close()
  await dialog.trigger('close')
  expect(sheet.emitted('close')?.length ?? 0).toBeGreaterThan(earlier)
  sheet.unmount()
})
