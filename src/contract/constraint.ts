import { hasAtLeast, hasAtMost } from './code-points.ts'
import type { NumberShape, Shape, StringShape } from './model.ts'
import { patternOf } from './pattern.ts'
import { inEnum, inPattern, lengthAtLeast, lengthAtMost, valueAtLeast, valueAtMost } from './violation.ts'

/** One constraint of a shape: whether a value keeps it, and its text. */
export interface Constraint {
  holds(value: never): boolean
  text: string
}

/** What a value itself must keep, apart from its parts: length or size, pattern, enum, in that order. */
export function constraintsOf(shape: Shape): Constraint[] {
  switch (shape.type) {
    case 'string':
      return constraintsOfString(shape)
    case 'integer':
    case 'long':
      return constraintsOfNumber(shape)
    case 'blob':
    case 'list':
      return bounds(shape, (value: { length: number }) => value.length)
    case 'map':
      return bounds(shape, (value: object) => Object.keys(value).length)
    default:
      return []
  }
}

function constraintsOfString({ min, max, pattern, enum: values, unlisted = [] }: StringShape): Constraint[] {
  const constraints: Constraint[] = []
  if (min) constraints.push({ holds: (value: string) => hasAtLeast(value, min), text: lengthAtLeast(min) })
  if (max !== undefined) {
    constraints.push({ holds: (value: string) => hasAtMost(value, max), text: lengthAtMost(max) })
  }
  if (pattern !== undefined) {
    const compiled = patternOf(pattern)
    constraints.push({ holds: (value: string) => compiled.matches(value), text: inPattern(pattern) })
  }
  if (values !== undefined) {
    const set = new Set([...values, ...unlisted])
    constraints.push({ holds: (value: string) => set.has(value), text: inEnum(values) })
  }
  return constraints
}

function constraintsOfNumber({ min, max }: NumberShape): Constraint[] {
  const constraints: Constraint[] = []
  if (min !== undefined) constraints.push({ holds: (value: number) => value >= min, text: valueAtLeast(min) })
  if (max !== undefined) constraints.push({ holds: (value: number) => value <= max, text: valueAtMost(max) })
  return constraints
}

function bounds<T>(
  { min, max }: { min?: number; max?: number },
  lengthOf: (value: T) => number,
): Constraint[] {
  const constraints: Constraint[] = []
  if (min) constraints.push({ holds: (value: T) => lengthOf(value) >= min, text: lengthAtLeast(min) })
  if (max !== undefined)
    constraints.push({ holds: (value: T) => lengthOf(value) <= max, text: lengthAtMost(max) })
  return constraints
}
