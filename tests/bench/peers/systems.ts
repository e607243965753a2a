import { limitSystem } from './limit/limitSystem.ts'
import { oursSystem } from './ours/oursSystem.ts'
import type { PeerSystem } from './system.ts'

/** What needs nothing but the project itself. */
export const ownSystems: readonly PeerSystem[] = [limitSystem, oursSystem]
