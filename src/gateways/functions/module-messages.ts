/** What a worker thread is given at its start. */
export interface ModuleData {
  /** The module, as a file URL. */
  readonly url: string
}

export interface ModuleCall {
  readonly id: string
  readonly payload: string
  readonly arn: string
  readonly functionName: string
  /** Epoch milliseconds. */
  readonly deadline: number
}

export type ModuleAnswer =
  | { readonly id: string; readonly payload: string }
  | { readonly id: string; readonly error: string }
