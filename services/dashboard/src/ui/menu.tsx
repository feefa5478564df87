import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import './menu.css';

export interface MenuItem {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** Why it cannot be chosen now; null where it can. */
  readonly unavailable: string | null;
}

interface MenuProps {
  readonly label: string;
  /** What the choice is about, for those who do not see the button beside it. */
  readonly title: string;
  readonly items: readonly MenuItem[];
  readonly className?: string;
  readonly testId: string;
  readonly disabled?: boolean;
  onChoose(id: string): void;
}

const WIDTH = 320;
const EDGE = 12;

/**
 * A button that opens a list to choose from: the browser's own popover, which lies above everything, closes on Escape
 * and on a click elsewhere, and gives focus back. What is unavailable can be reached and says why.
 */
export function Menu({ label, title, items, className = 'button', testId, disabled = false, onChoose }: MenuProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (!open) return;
    list.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus();
    // It does not move with its button.
    const close = (event: Event) => {
      if (!(event.target instanceof Node && list.current?.contains(event.target))) list.current?.hidePopover();
    };
    window.addEventListener('scroll', close, { capture: true, passive: true });
    window.addEventListener('resize', close);
    return () => {
      window.removeEventListener('scroll', close, { capture: true });
      window.removeEventListener('resize', close);
    };
  }, [open]);

  return (
    <>
      <button
        ref={button}
        type="button"
        className={className}
        data-testid={testId}
        disabled={disabled}
        popoverTarget={id}
        aria-haspopup="menu"
        aria-expanded={open}
      >
        {label}
        <svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true">
          <path d="M2 3.5 5 6.5 8 3.5" fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinecap="round" />
        </svg>
      </button>
      <div
        ref={list}
        id={id}
        popover="auto"
        role="menu"
        className="menu"
        aria-label={title}
        onBeforeToggle={(event) => {
          if (event.newState === 'open' && button.current !== null && list.current !== null) {
            place(list.current, button.current.getBoundingClientRect());
          }
        }}
        onToggle={(event) => setOpen(event.newState === 'open')}
        onKeyDown={(event) => moveFocus(event, list.current)}
      >
        {items.map((item) => (
          <Item
            key={item.id}
            item={item}
            onChoose={() => {
              if (item.unavailable !== null) return;
              list.current?.hidePopover();
              onChoose(item.id);
            }}
          />
        ))}
      </div>
    </>
  );
}

function Item({ item, onChoose }: { readonly item: MenuItem; onChoose(): void }) {
  return (
    <button
      type="button"
      role="menuitem"
      className="menu-item"
      tabIndex={-1}
      data-testid={`menu-item-${item.id}`}
      aria-disabled={item.unavailable !== null}
      onClick={onChoose}
    >
      <span className="menu-name">{item.name}</span>
      <span className="menu-description">{item.unavailable ?? item.description}</span>
    </button>
  );
}

/** Under the button, or above it where there is more room, and never beyond the edge of the window. */
function place(menu: HTMLElement, button: DOMRect): void {
  const { innerWidth, innerHeight } = window;
  const width = Math.min(WIDTH, innerWidth - 2 * EDGE);
  const left = Math.max(EDGE, Math.min(button.right - width, innerWidth - width - EDGE));
  const below = innerHeight - button.bottom;
  const under = below >= button.top;
  Object.assign(menu.style, {
    width: `${width}px`,
    left: `${left}px`,
    top: under ? `${button.bottom + 4}px` : 'auto',
    bottom: under ? 'auto' : `${innerHeight - button.top + 4}px`,
    maxHeight: `${Math.max(below, button.top) - EDGE - 4}px`,
  });
}

function moveFocus(event: KeyboardEvent, menu: HTMLElement | null): void {
  const items = [...(menu?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
  const at = items.findIndex((item) => item === document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (event.key === 'Tab') menu?.hidePopover();
  if (to === undefined) return;
  event.preventDefault();
  items.at(to % items.length)?.focus();
}
