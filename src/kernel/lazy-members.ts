type Makers<Tools, Members> = { readonly [Name in keyof Members]: (tools: Tools) => Members[Name] }

/**
 * A maker of objects whose members are created on first use, each by its own function, since many objects only use a
 * few of their members.
 */
export function lazyMembers<Tools, Members extends object>(
  makers: Makers<Tools, Members>,
): (tools: Tools) => Members {
  class Lazy {
    readonly #tools: Tools
    readonly #made: Partial<Members> = {}

    constructor(tools: Tools) {
      this.#tools = tools
    }

    static {
      for (const name of Object.keys(makers) as (keyof Members)[]) {
        Object.defineProperty(Lazy.prototype, name, {
          get(this: Lazy) {
            this.#made[name] ??= makers[name](this.#tools)
            return this.#made[name]
          },
        })
      }
    }
  }
  return (tools) => new Lazy(tools) as object as Members
}
