import type { PeerSystem } from '../system.ts'
import { actualSystem } from './actual/actualSystem.ts'
import { pouchSystem } from './pouch/pouchSystem.ts'
import { rest6System, restSystem } from './rest/restSystem.ts'
import { rxdbSystem } from './rxdb/rxdbSystem.ts'
import { yjsSystem } from './yjs/yjsSystem.ts'

/** Programs one would pick instead; their packages lie beside this file when they were installed. */
export const peerSystems: readonly PeerSystem[] = [pouchSystem, rxdbSystem, actualSystem, yjsSystem, restSystem, rest6System]
