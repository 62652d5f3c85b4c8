import { AddCustomAttributes } from './add-custom-attributes.ts'

export const attributesOperations = {
  AddCustomAttributes,
}
