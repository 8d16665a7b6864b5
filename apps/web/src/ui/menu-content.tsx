import type * as ContextParts from '@radix-ui/react-context-menu';
import type * as DropdownParts from '@radix-ui/react-dropdown-menu';
import { Check, ChevronRight } from 'lucide-react';
import { formatKeys } from '../lib/keys';
import styles from './menu.module.css';
import type { MenuAction, MenuItem, SubMenu } from './menu-items';

type Parts = Pick<
  typeof DropdownParts | typeof ContextParts,
  'Item' | 'CheckboxItem' | 'Separator' | 'Sub' | 'SubTrigger' | 'SubContent' | 'Portal'
>;

/** The same items for a menu below a button and for a context menu. */
export function MenuContent({ parts, items }: { parts: Parts; items: MenuItem[] }) {
  const marked = items.some((item) => item !== 'separator' && (item.icon || 'checked' in item));
  return items.map((item, index) => {
    // A separator has no identity but its place.
    if (item === 'separator') return <parts.Separator key={index} className={styles.separator} />;
    if ('items' in item) return <SubItem key={item.label} parts={parts} item={item} marked={marked} />;
    return <ActionItem key={item.label} parts={parts} item={item} marked={marked} />;
  });
}

interface ItemProps<T> {
  parts: Parts;
  item: T;
  /** Some item of the menu has an icon or a check mark, so all leave room for one. */
  marked: boolean;
}

function ActionItem({ parts, item, marked }: ItemProps<MenuAction>) {
  const { icon: Icon } = item;
  const inside = (
    <>
      {marked && (
        <span className={styles.icon}>
          {item.checked ? <Check size={14} aria-hidden /> : Icon ? <Icon size={14} aria-hidden /> : null}
        </span>
      )}
      <span className={styles.label}>{item.label}</span>
      {item.keys && <kbd className={styles.keys}>{formatKeys(item.keys)}</kbd>}
    </>
  );
  const common = {
    className: styles.item,
    disabled: item.disabled ?? false,
    onSelect: item.onSelect,
    'data-danger': item.danger || undefined,
  };
  return item.checked === undefined ? (
    <parts.Item {...common}>{inside}</parts.Item>
  ) : (
    <parts.CheckboxItem {...common} checked={item.checked}>
      {inside}
    </parts.CheckboxItem>
  );
}

function SubItem({ parts, item, marked }: ItemProps<SubMenu>) {
  const { icon: Icon } = item;
  return (
    <parts.Sub>
      <parts.SubTrigger className={styles.item}>
        {marked && <span className={styles.icon}>{Icon ? <Icon size={14} aria-hidden /> : null}</span>}
        <span className={styles.label}>{item.label}</span>
        <ChevronRight size={14} aria-hidden />
      </parts.SubTrigger>
      <parts.Portal>
        <parts.SubContent className={styles.menu} sideOffset={2} collisionPadding={8}>
          <MenuContent parts={parts} items={item.items} />
        </parts.SubContent>
      </parts.Portal>
    </parts.Sub>
  );
}
