import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import { defineComponent, h, useTemplateRef } from 'vue'
import { useWindowing } from '../../src/composables/useWindowing.ts'

/** A frame of 800 × 600 px over 300 rows and 100 columns, with how often it was drawn. */
function openFrame() {
  const drawn: string[] = []
  const screen = mount(
    defineComponent({
      setup() {
        const frame = useTemplateRef<HTMLElement>('frame')
        const { rows, columns, measure } = useWindowing(frame, { row: 3.5, column: 9.5, head: 7.5, side: 17 }, () => ({ rows: 300, columns: 100 }))
        return () => {
          drawn.push(`${String(rows.value.first)}–${String(rows.value.end)}, ${String(columns.value.first)}–${String(columns.value.end)}`)
          return h('div', { ref: 'frame', onScroll: measure })
        }
      },
    }),
  )
  for (const [name, length] of [['clientWidth', 800], ['clientHeight', 600]] as const) Object.defineProperty(screen.element, name, { value: length })
  const scroll = async (top: number, left: number): Promise<string | undefined> => {
    Object.assign(screen.element, { scrollTop: top, scrollLeft: left })
    await screen.trigger('scroll')
    return drawn.at(-1)
  }
  return { drawn, scroll }
}

it('draws what the frame shows and three beyond each edge, and nothing anew for a scroll within it', async () => {
  const { drawn, scroll } = openFrame()
  expect(await scroll(0, 0)).toBe('0–16, 0–11')
  expect(await scroll(5600, 0)).toBe('97–113, 0–11')
  expect(await scroll(5600, 7600)).toBe('97–113, 47–58')
  const before = drawn.length
  await scroll(5640, 7700)
  expect(drawn).toHaveLength(before)
  expect(await scroll(5656, 7700)).toBe('98–114, 47–58')
  expect(drawn).toHaveLength(before + 1)
})
