import type { NumberAttributeConstraints, StringAttributeConstraints } from './attribute-definition.ts'
import { compareDecimals, isDecimal } from './decimal.ts'
import {
  invalidNumberConstraints,
  invalidStringConstraints,
  lengthBeyondLimit,
  lengthBoundsCrossed,
  valueBoundsCrossed,
} from './schema-errors.ts'

/** The maximum length of any String attribute, in characters. */
export const MAX_ATTRIBUTE_LENGTH = 2048

/**
 * The bounds of a String attribute as stored: a bound that is missing or blank is left out, the other stays as given.
 */
export function stringConstraints(
  name: string,
  given: StringAttributeConstraints = {},
): StringAttributeConstraints {
  const bounds = withoutBlanks({ minLength: given.minLength, maxLength: given.maxLength })
  for (const bound of Object.values(bounds)) {
    if (!/^\d+$/.test(bound)) throw invalidStringConstraints(name)
  }
  for (const bound of Object.values(bounds)) {
    if (compareDecimals(shortened(bound), String(MAX_ATTRIBUTE_LENGTH)) > 0) throw lengthBeyondLimit(name)
  }
  const { minLength, maxLength } = bounds
  if (minLength !== undefined && maxLength !== undefined && compareDecimals(minLength, maxLength) > 0) {
    throw lengthBoundsCrossed(name)
  }
  return bounds
}

/** The bounds of a Number attribute as stored. Bounds may be negative or fractional. */
export function numberConstraints(
  name: string,
  given: NumberAttributeConstraints = {},
): NumberAttributeConstraints {
  const bounds = withoutBlanks({ minValue: given.minValue, maxValue: given.maxValue })
  for (const bound of Object.values(bounds)) {
    if (!isDecimal(bound)) throw invalidNumberConstraints(name)
  }
  const { minValue, maxValue } = bounds
  if (minValue !== undefined && maxValue !== undefined && compareDecimals(minValue, maxValue) > 0) {
    throw valueBoundsCrossed(name)
  }
  return bounds
}

function withoutBlanks<Name extends string>(
  bounds: Record<Name, string | undefined>,
): Partial<Record<Name, string>> {
  const kept: Partial<Record<Name, string>> = {}
  for (const name in bounds) {
    const bound = bounds[name]
    if (bound !== undefined && bound !== '') kept[name] = bound
  }
  return kept
}

/** Shortens a string of digits that exceeds every possible length, so that it still parses as a finite number. */
function shortened(digits: string): string {
  const significant = digits.replace(/^0+/, '') || '0'
  return significant.slice(0, String(MAX_ATTRIBUTE_LENGTH).length + 1)
}
