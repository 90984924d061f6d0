/**
 * Something to be filled in: its label above, what helps below, and what is wrong in place of that. `Field` joins them for
 * who hears the page; the control is any of the others here, or one of yours that spreads what it is given.
 */
import { type ComponentProps, type ReactNode, useId } from "react";

export interface ControlProps {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": boolean | undefined;
}

interface FieldText {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  className?: string;
}

export function Field({
  label,
  hint,
  error,
  className = "",
  children,
}: FieldText & { children: (control: ControlProps) => ReactNode }) {
  const id = useId();
  const said = error ?? hint;
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1 block text-sm font-medium">
        {label}
      </label>
      {children({ id, "aria-describedby": said ? `${id}-said` : undefined, "aria-invalid": error ? true : undefined })}
      {said && (
        <p id={`${id}-said`} role={error ? "alert" : undefined} className="mt-1 text-sm text-quiet">
          {error && <strong className="font-medium text-unsure">Not yet: </strong>}
          {said}
        </p>
      )}
    </div>
  );
}

const box =
  "w-full rounded-lg border border-edge bg-raised px-3 text-text placeholder:text-quiet aria-invalid:border-unsure disabled:opacity-60";

export function Input({ className = "", ...rest }: ComponentProps<"input">) {
  return <input className={`${box} min-h-11 ${className}`} {...rest} />;
}

export function Textarea({ className = "", ...rest }: ComponentProps<"textarea">) {
  // As high as what is in it, where the browser can.
  return <textarea className={`${box} field-sizing-content min-h-28 max-h-[60vh] py-2 ${className}`} {...rest} />;
}

/** The platform's own list: it works with a thumb, with keys and with a screen reader everywhere. */
export function Select({ className = "", children, ...rest }: ComponentProps<"select">) {
  return (
    <select className={`${box} min-h-11 ${className}`} {...rest}>
      {children}
    </select>
  );
}

export function InputField({
  label,
  hint,
  error,
  className,
  ...rest
}: FieldText & Omit<ComponentProps<"input">, "id">) {
  const text = { label, hint, error, ...(className !== undefined && { className }) };
  return <Field {...text}>{(control) => <Input {...control} {...rest} />}</Field>;
}

export function SelectField({
  label,
  hint,
  error,
  className,
  ...rest
}: FieldText & Omit<ComponentProps<"select">, "id">) {
  const text = { label, hint, error, ...(className !== undefined && { className }) };
  return <Field {...text}>{(control) => <Select {...control} {...rest} />}</Field>;
}

export function TextareaField({
  label,
  hint,
  error,
  className,
  ...rest
}: FieldText & Omit<ComponentProps<"textarea">, "id">) {
  const text = { label, hint, error, ...(className !== undefined && { className }) };
  return <Field {...text}>{(control) => <Textarea {...control} {...rest} />}</Field>;
}

export function Checkbox({ label, className = "", ...rest }: ComponentProps<"input"> & { label: ReactNode }) {
  return (
    <label className={`flex min-h-11 cursor-pointer items-center gap-3 ${className}`}>
      <input type="checkbox" className="size-5 shrink-0 accent-accent" {...rest} />
      <span>{label}</span>
    </label>
  );
}
