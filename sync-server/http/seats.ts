/** What all requests of one kind may hold together, from their first byte until their answer is out. */
export interface SeatLimits {
  readonly requests: number
  /** Sum of what they say their bodies weigh, as sent. */
  readonly bytes: number
}

export interface Seats {
  /** Takes a seat for a request with a body of so many bytes; the answer gives it back. Null when the house is full. */
  take(sizeBytes: number): (() => void) | null
}

/** Makes a house with so many seats. Nobody waits at its door: who finds it full is told so at once, with nothing read. */
export function createSeats(limits: SeatLimits): Seats {
  let [requests, bytes] = [0, 0]
  return {
    take(sizeBytes) {
      if (requests >= limits.requests || bytes + sizeBytes > limits.bytes) return null
      requests += 1
      bytes += sizeBytes
      let isTaken = true
      return () => {
        if (!isTaken) return
        isTaken = false
        requests -= 1
        bytes -= sizeBytes
      }
    },
  }
}
