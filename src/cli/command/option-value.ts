import { type Read, WrongValue } from '../../config/values.ts'

/** The value of a command's own option; a wrong one is told with the option's name. */
export function optionValue<Value>(option: string, text: string, read: Read<Value>): Value {
  try {
    return read(text)
  } catch (error) {
    if (error instanceof WrongValue) throw new Error(`${option} must be ${error.message}, not "${text}"`)
    throw error
  }
}
