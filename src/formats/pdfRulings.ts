import type { PDFOperatorList } from 'pdfjs-dist/types/src/display/api.js'
import type { PdfLibrary } from './pdfLibrary.ts'
import type { Ruling } from './pdfPage.ts'

type Matrix = readonly number[]

/** A drawn thing thinner than this (points) is a line. */
const lineWidth = 3
const shortest = 4

/** The level and upright lines a page draws, strokes and thin filled boxes alike, in the coordinates of the page as it is seen. */
export function findRulings(operators: Pick<PDFOperatorList, 'fnArray' | 'argsArray'>, viewport: Matrix, { OPS, Util }: PdfLibrary): Ruling[] {
  const rulings: Ruling[] = []
  const saved: Matrix[] = []
  let matrix: Matrix = viewport
  for (const [at, operator] of operators.fnArray.entries()) {
    const args: unknown = operators.argsArray[at]
    if (operator === OPS.save) saved.push(matrix)
    else if (operator === OPS.restore) matrix = saved.pop() ?? viewport
    else if (operator === OPS.transform && isMatrix(args)) matrix = Util.transform([...matrix], [...args]) as Matrix
    // A path that only clips is not seen.
    else if (operator === OPS.constructPath && Array.isArray(args) && args[0] !== OPS.endPath) rulings.push(...readPath(args[1], matrix))
  }
  return rulings
}

function isMatrix(value: unknown): value is number[] {
  return Array.isArray(value) && value.length === 6 && value.every((part) => typeof part === 'number')
}

/** How pdf.js writes a path down: the code of each step before its numbers. */
const stepLength: Readonly<Record<number, number>> = { 0: 2, 1: 2, 2: 6, 3: 4, 4: 0 }
const [moveTo, lineTo, closePath] = [0, 1, 4]

/** Each drawn piece of a path whose box is thin; a box of four sides gives its sides. */
function readPath(data: unknown, matrix: Matrix): Ruling[] {
  const [steps] = Array.isArray(data) ? (data as unknown[]) : []
  if (!(steps instanceof Float32Array)) return []
  const rulings: Ruling[] = []
  let shape: (readonly [number, number])[] = []
  const finish = (): void => {
    rulings.push(...linesOf(shape))
    shape = []
  }
  for (let at = 0; at < steps.length; ) {
    const step = steps[at] ?? closePath
    const length = stepLength[step]
    if (length === undefined) break
    if (step === moveTo) finish()
    if (step === moveTo || step === lineTo) shape.push(toPage(matrix, steps[at + 1] ?? 0, steps[at + 2] ?? 0))
    if (step === closePath && shape[0] !== undefined) shape.push(shape[0])
    at += length + 1
  }
  finish()
  return rulings
}

function toPage(matrix: Matrix, x: number, y: number): readonly [number, number] {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = matrix
  return [a * x + c * y + e, b * x + d * y + f]
}

function linesOf(shape: readonly (readonly [number, number])[]): Ruling[] {
  if (shape.length < 2) return []
  const xs = shape.map(([x]) => x)
  const ys = shape.map(([, y]) => y)
  const whole = toRuling(Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys))
  if (whole !== null) return [whole]
  return shape.slice(1).flatMap(([x, y], at) => {
    const [fromX, fromY] = shape[at] ?? [x, y]
    return toRuling(Math.min(fromX, x), Math.min(fromY, y), Math.max(fromX, x), Math.max(fromY, y)) ?? []
  })
}

function toRuling(x1: number, y1: number, x2: number, y2: number): Ruling | null {
  const [width, height] = [x2 - x1, y2 - y1]
  if (Math.max(width, height) < shortest || Math.min(width, height) > lineWidth) return null
  const [x, y] = [(x1 + x2) / 2, (y1 + y2) / 2]
  return width > height ? { x1, y1: y, x2, y2: y } : { x1: x, y1, x2: x, y2 }
}
