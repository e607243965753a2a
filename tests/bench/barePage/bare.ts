/*
 * The reference every figure is a ratio to: Vue and Dexie, the same rows, nothing else. It does what cannot be left
 * out: read the rows, draw them, write one mark durably, draw it.
 */
import Dexie, { type Table, liveQuery } from 'dexie'
import { createApp, h, onMounted, shallowRef } from 'vue'

interface BareRow {
  readonly id: string
  readonly school: string
  readonly number: string
  readonly text: string
  readonly due: string
  readonly state: string
}

const db = new Dexie('bare', { chromeTransactionDurability: 'strict' }) as Dexie & { rows: Table<BareRow, string> }
db.version(1).stores({ rows: 'id,school' })
Object.assign(window, { fillBareRows: (rows: BareRow[]) => db.rows.bulkPut(rows) })

createApp({
  setup() {
    const rows = shallowRef<BareRow[]>([])
    onMounted(() => {
      liveQuery(() => db.rows.where('school').equals('school1').toArray()).subscribe((found) => {
        rows.value = found
      })
    })
    const mark = (row: BareRow) => db.rows.update(row.id, { state: 'reported' })
    const draw = (row: BareRow) =>
      h('li', { key: row.id, 'data-state': row.state }, [
        h('b', `${row.number} `),
        row.text,
        h('small', ` до ${row.due} · ${row.state}`),
        h('button', { onClick: () => mark(row) }, 'Отметить'),
      ])
    return () => h('ul', rows.value.map(draw))
  },
}).mount('#app')

void navigator.serviceWorker.register('/bareWorker.js')
