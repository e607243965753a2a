/** Makes one element with what is inside it; text goes in as text and never as markup. */
export function make<Name extends keyof HTMLElementTagNameMap>(name: Name, attributes: Readonly<Record<string, string>> = {}, ...inside: readonly (Node | string | null)[]): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name)
  for (const key of Object.keys(attributes)) element.setAttribute(key, attributes[key] ?? '')
  for (const part of inside) if (part !== null) element.appendChild(typeof part === 'string' ? document.createTextNode(part) : part)
  return element
}

/** Puts these parts in place of what stands there. */
export function fill(place: Element, ...parts: readonly (Node | null)[]): void {
  while (place.firstChild !== null) place.removeChild(place.firstChild)
  for (const part of parts) if (part !== null) place.appendChild(part)
}
