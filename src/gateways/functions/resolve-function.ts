/** Where one function is: its ARN or name, and its address or the module that exports its handler. */
export type TriggerFunction =
  | { readonly name: string; readonly url: string }
  | { readonly name: string; readonly module: string }

/** `arn:aws:lambda:<region>:<account>:function:<name>`, with an alias or a version behind it, or without. */
const FUNCTION_ARN =
  /^(arn:[\w-]{1,20}:lambda:[\w-]{1,40}:\d{1,12}:function:([\w-]{1,140}))(:[\w$-]{1,128})?$/

/** The name of the function that an ARN means; undefined for other ARNs. */
export function functionNameOf(arn: string): string | undefined {
  return FUNCTION_ARN.exec(arn)?.[2]
}

/** The first that has this ARN, or the ARN without its alias, or the name of the function. */
export function resolveFunction<Named extends { readonly name: string }>(
  functions: readonly Named[],
  arn: string,
): Named | undefined {
  const [, unqualified, name] = FUNCTION_ARN.exec(arn) ?? []
  return functions.find((it) => it.name === arn || it.name === unqualified || it.name === name)
}
