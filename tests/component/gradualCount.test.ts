import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h, nextTick, ref, useTemplateRef } from 'vue'
import { useGradualCount } from '../../src/composables/useGradualCount.ts'

/** Tells the page, as a browser does some frames after it was asked, whether the end is near. */
let tellNear: (isIntersecting: boolean) => void

class Observer {
  constructor(tell: (entries: readonly { readonly isIntersecting: boolean }[]) => void) {
    tellNear = (isIntersecting) => { tell([{ isIntersecting }]) }
  }

  observe = vi.fn()
  disconnect = vi.fn()
}

/** A list of `total` rows of which `count` are drawn. */
function openList(total: number, count: number) {
  const [totalRef, countRef] = [ref(total), ref(count)]
  const page = mount(
    defineComponent({
      setup() {
        useGradualCount(useTemplateRef<HTMLElement>('end'), () => totalRef.value, () => countRef.value, (raised) => { countRef.value = raised })
        return () => h('div', { ref: 'end' })
      },
    }),
  )
  return { page, total: totalRef, count: countRef }
}

async function pass(ms: number): Promise<void> {
  await nextTick()
  await vi.advanceTimersByTimeAsync(ms)
}

describe('a list that is drawn little by little', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    vi.stubGlobal('IntersectionObserver', Observer)
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  it('draws some screens unasked, and more each time its end comes near', async () => {
    const { count } = openList(100, 6)
    await pass(1000)
    expect(count.value).toBe(22)
    tellNear(true)
    await pass(1000)
    expect(count.value).toBe(38)
    tellNear(false)
    await pass(1000)
    expect(count.value).toBe(38)
    tellNear(true)
    await pass(1000)
    expect(count.value).toBe(54)
  })

  it('leaves the phone to whoever types: the rest of another list comes after a pause', async () => {
    const { count, total } = openList(100, 6)
    await pass(1000)
    for (const found of [90, 80, 70]) {
      ;[total.value, count.value] = [found, 2]
      await pass(20)
      tellNear(true)
      await pass(80)
      expect(count.value).toBe(2)
    }
    await pass(200)
    expect(count.value).toBe(18)
  })

  it('draws nothing once the page is left', async () => {
    const { page, count } = openList(100, 6)
    await nextTick()
    page.unmount()
    await pass(1000)
    expect(count.value).toBe(6)
  })
})
