import { ServiceError } from '../../contract/service-error.ts'

// The service's own messages about a pool's schema, including apostrophes and missing periods.

export const attributeExists = (requestedName: string, existingName: string) =>
  new ServiceError(
    'InvalidParameterException',
    `${requestedName}: Existing attribute already has name ${existingName}.`,
  )

export const duplicateAttributeNames = (name: string) =>
  new ServiceError(
    'InvalidParameterException',
    `Duplicate custom attribute names ${name} are not allowed in a user pool schema.`,
  )

export const attributeDataTypeMissing = () =>
  new ServiceError(
    'InvalidParameterException',
    'Invalid AttributeDataType input, consider using the provided AttributeDataType enum.',
  )

export const requiredCustomAttribute = () =>
  new ServiceError('InvalidParameterException', 'Required custom attributes are not supported currently.')

export const standardAttributeChanged = (name: string) =>
  new ServiceError(
    'InvalidParameterException',
    `You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute ${name}`,
  )

export const invalidStringConstraints = (name: string) =>
  new ServiceError(
    'InvalidParameterException',
    `Invalid StringAttributeConstraints for schema attribute ${name}`,
  )

export const invalidNumberConstraints = (name: string) =>
  new ServiceError(
    'InvalidParameterException',
    `Invalid NumberAttributeConstraints for schema attribute ${name}`,
  )

export const lengthBeyondLimit = (name: string) =>
  new ServiceError(
    'InvalidParameterException',
    `user.${name}: String attributes cannot have a length of more than 2048`,
  )

export const lengthBoundsCrossed = (name: string) =>
  new ServiceError(
    'InvalidParameterException',
    `Attribute ${name} cannot have a max length shorter than it's min length`,
  )

export const valueBoundsCrossed = (name: string) =>
  new ServiceError(
    'InvalidParameterException',
    `Attribute ${name} cannot have a max value smaller than it's min value`,
  )

/** Deviation: the service's own message is not known (docs/deviations.md, "fifty-first attribute"). */
export const tooManyCustomAttributes = () =>
  new ServiceError('InvalidParameterException', 'A user pool cannot have more than 50 custom attributes.')
