import { type ShallowRef, onBeforeUnmount, onMounted, shallowRef } from 'vue'

/** True while the browser prints, whoever asked for it: what stands on the screen in parts can be drawn whole for paper. */
export function usePrinting(): Readonly<ShallowRef<boolean>> {
  const isPrinting = shallowRef(false)
  const begin = (): void => { isPrinting.value = true }
  const end = (): void => { isPrinting.value = false }
  onMounted(() => {
    addEventListener('beforeprint', begin)
    addEventListener('afterprint', end)
  })
  onBeforeUnmount(() => {
    removeEventListener('beforeprint', begin)
    removeEventListener('afterprint', end)
  })
  return isPrinting
}
