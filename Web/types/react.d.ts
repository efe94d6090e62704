// What this page uses of React 18, typed: neither Debian nor the Python index carries @types/react.

export type ReactNode = ReactElement | string | number | boolean | null | undefined | readonly ReactNode[];

export interface ReactElement {
  readonly type: unknown;
  readonly props: unknown;
  readonly key: string | null;
}

export type Key = string | number;

export interface RefObject<T> {
  readonly current: T | null;
}

export interface MutableRefObject<T> {
  current: T;
}

export type Ref<T> = RefObject<T> | ((instance: T | null) => void) | null;
export type Dispatch<A> = (action: A) => void;
export type SetStateAction<S> = S | ((previous: S) => S);
export type Reducer<S, A> = (state: S, action: A) => S;
type Dependencies = readonly unknown[];
type Effect = () => void | (() => void);

export interface Context<T> {
  readonly Provider: (props: { value: T; children?: ReactNode }) => ReactElement;
}

export interface SyntheticEvent<T = Element, E = Event> {
  readonly nativeEvent: E;
  readonly target: EventTarget;
  readonly currentTarget: T;
  preventDefault(): void;
  stopPropagation(): void;
}

export type ChangeEvent<T> = SyntheticEvent<T>;
export type FormEvent<T> = SyntheticEvent<T>;

export interface KeyboardEvent<T = Element> extends SyntheticEvent<T> {
  readonly key: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}

export interface MouseEvent<T = Element> extends SyntheticEvent<T> {
  readonly button: number;
  readonly buttons: number;
  readonly clientX: number;
  readonly clientY: number;
  readonly shiftKey: boolean;
}

export interface PointerEvent<T = Element> extends MouseEvent<T> {
  readonly pointerId: number;
  readonly pointerType: string;
}

export interface DragEvent<T = Element> extends MouseEvent<T> {
  readonly dataTransfer: DataTransfer;
}

export abstract class Component<P, S> {
  readonly props: Readonly<P>;
  state: Readonly<S>;
  constructor(props: P);
  abstract render(): ReactNode;
}

export function useState<S>(initial: S | (() => S)): [S, Dispatch<SetStateAction<S>>];
export function useReducer<S, A>(reducer: Reducer<S, A>, initial: S): [S, Dispatch<A>];
export function useEffect(effect: Effect, dependencies?: Dependencies): void;
export function useLayoutEffect(effect: Effect, dependencies?: Dependencies): void;
export function useMemo<T>(make: () => T, dependencies: Dependencies): T;
export function useCallback<F>(callback: F, dependencies: Dependencies): F;
export function useRef<T>(initial: T): MutableRefObject<T>;
export function useRef<T>(initial: T | null): RefObject<T>;
export function useContext<T>(context: Context<T>): T;
export function useId(): string;
export function useSyncExternalStore<T>(subscribe: (changed: () => void) => () => void, snapshot: () => T): T;
export function createContext<T>(initial: T): Context<T>;
export function memo<P>(component: (props: P) => ReactElement | null): (props: P) => ReactElement | null;
export function startTransition(action: () => void): void;
export const Fragment: (props: { children?: ReactNode }) => ReactElement;
export const StrictMode: (props: { children?: ReactNode }) => ReactElement;
