export { clampStamp, correctNow, learnClockOffset, maxClampMs, nextStamp, settleStamp } from './clock.ts'
