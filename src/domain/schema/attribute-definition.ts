export type AttributeDataType = 'Boolean' | 'DateTime' | 'Number' | 'String'

/** Bounds are decimal texts, kept and shown as they were given (the API carries them as strings). */
export interface StringAttributeConstraints {
  readonly minLength?: string | undefined
  readonly maxLength?: string | undefined
}

export interface NumberAttributeConstraints {
  readonly minValue?: string | undefined
  readonly maxValue?: string | undefined
}

/** One attribute of a pool's schema, under its full name (`email`, `custom:team`, `dev:custom:tier`). */
export interface AttributeDefinition {
  readonly name: string
  readonly attributeDataType: AttributeDataType
  readonly developerOnlyAttribute: boolean
  readonly mutable: boolean
  readonly required: boolean
  /** Present on every String attribute, `{}` where the owner gave none. */
  readonly stringAttributeConstraints?: StringAttributeConstraints
  /** Present on every Number attribute, `{}` where the owner gave none. */
  readonly numberAttributeConstraints?: NumberAttributeConstraints
}

/** An attribute as its owner asks for it: the bare name, and whatever else the owner stated. */
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
