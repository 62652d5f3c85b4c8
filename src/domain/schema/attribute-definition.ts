export type AttributeDataType = 'Boolean' | 'DateTime' | 'Number' | 'String'

/** Bounds are decimal strings, stored and returned as given (the API passes them as strings). */
export interface StringAttributeConstraints {
  readonly minLength?: string | undefined
  readonly maxLength?: string | undefined
}

export interface NumberAttributeConstraints {
  readonly minValue?: string | undefined
  readonly maxValue?: string | undefined
}

/** An attribute of a pool's schema, with its full name (`email`, `custom:team`, `dev:custom:tier`). */
export interface AttributeDefinition {
  readonly name: string
  readonly attributeDataType: AttributeDataType
  readonly developerOnlyAttribute: boolean
  readonly mutable: boolean
  readonly required: boolean
  /** Present on every String attribute, `{}` if the owner gave none. */
  readonly stringAttributeConstraints?: StringAttributeConstraints
  /** Present on every Number attribute, `{}` if the owner gave none. */
  readonly numberAttributeConstraints?: NumberAttributeConstraints
}

/** An attribute as the owner requests it: the name without a prefix, and what else the owner stated. */
export interface AttributeRequest {
  readonly name: string
  readonly attributeDataType?: AttributeDataType | undefined
  readonly developerOnlyAttribute?: boolean | undefined
  readonly mutable?: boolean | undefined
  readonly required?: boolean | undefined
  readonly stringAttributeConstraints?: StringAttributeConstraints | undefined
  readonly numberAttributeConstraints?: NumberAttributeConstraints | undefined
}

export type PoolSchema = readonly AttributeDefinition[]

export function isCustom(attribute: AttributeDefinition): boolean {
  return attribute.name.startsWith('custom:') || attribute.name.startsWith('dev:custom:')
}

export function findAttribute(schema: PoolSchema, name: string): AttributeDefinition | undefined {
  return schema.find((attribute) => attribute.name === name)
}
