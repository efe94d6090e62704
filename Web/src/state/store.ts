import { useSyncExternalStore } from "react";

/** A value that components follow. */
export class Store<T> {
  private listeners = new Set<() => void>();

  constructor(private value: T) {}

  get state(): T {
    return this.value;
  }

  protected set(value: T): void {
    this.value = value;
    this.listeners.forEach((changed) => changed());
  }

  readonly subscribe = (changed: () => void): (() => void) => {
    this.listeners.add(changed);
    return () => this.listeners.delete(changed);
  };

  readonly snapshot = (): T => this.value;
}

/** The value of a store; the component is drawn again when it changes. */
export function useStore<T>(store: Store<T>): T {
  return useSyncExternalStore(store.subscribe, store.snapshot);
}
