import { MAX_ATTRIBUTE_LENGTH } from '../schema/attribute-constraints.ts'
import type { AttributeDefinition } from '../schema/attribute-definition.ts'
import { compareDecimals, isDecimal } from '../schema/decimal.ts'

/** ISO 8601: a date, or a date and a time with or without a zone. */
const DATE_TIME = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?)?$/

/**
 * The service's message for a value that breaks its definition, or undefined. The messages about lengths and booleans
 * are the service's; those about numbers, times and characters imitate them (Deviation). Values of requests are bounded
 * before they come here; those of functions and identity providers are not.
 */
export function valueViolation(definition: AttributeDefinition, value: string): string | undefined {
  if (value.includes('\0') || !value.isWellFormed())
    return 'The attribute contains a character that is not allowed' // no database stores it
  if ([...value].length > MAX_ATTRIBUTE_LENGTH) return tooLong(MAX_ATTRIBUTE_LENGTH)
  switch (definition.attributeDataType) {
    case 'String':
      return lengthViolation(definition, value)
    case 'Number':
      return isDecimal(value) ? rangeViolation(definition, value) : 'The attribute is not a valid number'
    case 'Boolean':
      return /^(true|false)$/i.test(value) ? undefined : 'The attribute is not a valid boolean'
    case 'DateTime':
      return isDateTime(value) ? undefined : 'The attribute is not a valid dateTime'
  }
}

function lengthViolation(definition: AttributeDefinition, value: string): string | undefined {
  const { minLength, maxLength } = definition.stringAttributeConstraints ?? {}
  const length = String([...value].length)
  if (minLength !== undefined && compareDecimals(length, minLength) < 0) {
    return `String must be no shorter than ${minLength} characters`
  }
  if (maxLength !== undefined && compareDecimals(length, maxLength) > 0) {
    return tooLong(maxLength)
  }
  return undefined
}

function tooLong(maxLength: number | string): string {
  return `String must be no longer than ${maxLength} characters`
}

function rangeViolation(definition: AttributeDefinition, value: string): string | undefined {
  const { minValue, maxValue } = definition.numberAttributeConstraints ?? {}
  if (minValue !== undefined && compareDecimals(value, minValue) < 0) {
    return `Number must be no less than ${minValue}`
  }
  if (maxValue !== undefined && compareDecimals(value, maxValue) > 0) {
    return `Number must be no greater than ${maxValue}`
  }
  return undefined
}

function isDateTime(value: string): boolean {
  return DATE_TIME.test(value) && !Number.isNaN(Date.parse(value))
}
