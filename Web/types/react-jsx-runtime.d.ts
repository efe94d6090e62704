import type {
  ChangeEvent, DragEvent, FormEvent, Key, KeyboardEvent, MouseEvent, PointerEvent, ReactElement, ReactNode, Ref, SyntheticEvent,
} from "react";

/** What any HTML or SVG element takes; attributes beyond these are those of the platform, by their React names. */
interface ElementProps {
  key?: Key;
  ref?: Ref<any>;
  children?: ReactNode;
  className?: string;
  style?: Record<string, string | number | undefined>;
  onClick?: (event: MouseEvent<any>) => void;
  onDoubleClick?: (event: MouseEvent<any>) => void;
  onContextMenu?: (event: MouseEvent<any>) => void;
  onMouseLeave?: (event: MouseEvent<any>) => void;
  onChange?: (event: ChangeEvent<any>) => void;
  onInput?: (event: FormEvent<any>) => void;
  onSubmit?: (event: FormEvent<any>) => void;
  onKeyDown?: (event: KeyboardEvent<any>) => void;
  onPointerDown?: (event: PointerEvent<any>) => void;
  onPointerMove?: (event: PointerEvent<any>) => void;
  onPointerUp?: (event: PointerEvent<any>) => void;
  onPointerCancel?: (event: PointerEvent<any>) => void;
  onPointerLeave?: (event: PointerEvent<any>) => void;
  onDragEnter?: (event: DragEvent<any>) => void;
  onDragOver?: (event: DragEvent<any>) => void;
  onDragLeave?: (event: DragEvent<any>) => void;
  onDrop?: (event: DragEvent<any>) => void;
  onCancel?: (event: SyntheticEvent<any>) => void;
  onClose?: (event: SyntheticEvent<any>) => void;
  onFocus?: (event: SyntheticEvent<any>) => void;
  onBlur?: (event: SyntheticEvent<any>) => void;
  [attribute: string]: unknown;
}

export namespace JSX {
  type Element = ReactElement;
  interface ElementChildrenAttribute {
    children: unknown;
  }
  interface IntrinsicAttributes {
    key?: Key;
  }
  interface IntrinsicElements {
    [name: string]: ElementProps;
  }
}

export function jsx(type: unknown, props: unknown, key?: Key): ReactElement;
export function jsxs(type: unknown, props: unknown, key?: Key): ReactElement;
export const Fragment: unknown;
