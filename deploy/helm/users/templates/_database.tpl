{{- /* How the server's role logs in, as YAML: kind is password, certificate or none. */ -}}
{{- define "users.login" -}}
{{- with .Values.database -}}
prefix: DB_
folder: database
kind: {{ if .existingSecret }}password{{ else if .clientCertificateSecret }}certificate{{ else }}none{{ end }}
secret: {{ default .clientCertificateSecret .existingSecret | quote }}
passwordKey: {{ .passwordKey | quote }}
{{- end -}}
{{- end -}}

{{- /* How the role logs in that migrates: as the server's role, unless it has a credential of its own. */ -}}
{{- define "users.migrations.login" -}}
{{- $server := include "users.login" . -}}
{{- with .Values.migrations -}}
{{- $certificate := and .clientCertificateSecret (eq (fromYaml $server).kind "certificate") -}}
{{- if and .username (or .existingSecret $certificate) -}}
prefix: MIGRATION_DB_
folder: migrations
kind: {{ ternary "password" "certificate" (not (empty .existingSecret)) }}
secret: {{ default .clientCertificateSecret .existingSecret | quote }}
passwordKey: {{ .passwordKey | quote }}
{{- else -}}
{{- $server -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- /* The Secret with the database's authority where the login has none: one with a password may still know it by the
       certificate of the server's role. */ -}}
{{- define "users.authority.secret" -}}
{{- if .root.Values.database.authoritySecret -}}
{{- .root.Values.database.authoritySecret -}}
{{- else if and (ne .login.kind "certificate") (eq (include "users.login" .root | fromYaml).kind "certificate") -}}
{{- .root.Values.database.clientCertificateSecret -}}
{{- end -}}
{{- end -}}

{{- /* The folder with the ca.crt of the database's authority; empty where none is known. */ -}}
{{- define "users.authority" -}}
{{- if include "users.authority.secret" . -}}database-authority
{{- else if eq .login.kind "certificate" -}}{{ .login.folder }}
{{- end -}}
{{- end -}}

{{- define "users.sslMode" -}}
{{- $mode := .root.Values.database.sslMode -}}
{{- $authority := include "users.authority" . -}}
{{- if and (hasPrefix "verify-" $mode) (not $authority) -}}
{{- fail (printf "database.sslMode is %s, so the database's authority has to be known: set database.authoritySecret to a Secret with its ca.crt." $mode) -}}
{{- end -}}
{{- default (ternary "verify-full" "prefer" (not (empty $authority))) $mode -}}
{{- end -}}

{{- define "users.database.env" -}}
{{- $authority := include "users.authority" . -}}
{{- with .root.Values.database -}}
- name: DB_HOST
  value: {{ .host | quote }}
- name: DB_PORT
  value: {{ int .port | quote }}
- name: DB_NAME
  value: {{ .name | quote }}
- name: DB_USERNAME
  value: {{ .username | quote }}
{{- end }}
- name: DB_SSLMODE
  value: {{ include "users.sslMode" . }}
{{- with $authority }}
- name: DB_SSLROOTCERT
  value: /etc/users/{{ . }}/ca.crt
{{- end }}
{{- if eq .login.prefix "MIGRATION_DB_" }}
- name: MIGRATION_DB_USERNAME
  value: {{ .root.Values.migrations.username | quote }}
{{- end }}
{{- with .login }}
{{- if eq .kind "password" }}
- name: {{ .prefix }}PASSWORD_FILE
  value: /etc/users/{{ .folder }}/{{ .passwordKey }}
{{- else if eq .kind "certificate" }}
- name: {{ .prefix }}SSLCERT
  value: /etc/users/{{ .folder }}/tls.crt
- name: {{ .prefix }}SSLKEY
  value: /etc/users/{{ .folder }}/tls.key
{{- end }}
{{- end }}
{{- end -}}

{{- /* The folders of Secrets that it needs, by name. */ -}}
{{- define "users.database.secrets" -}}
{{- if ne .login.kind "none" }}
{{ .login.folder }}: {{ .login.secret | quote }}
{{- end }}
{{- with include "users.authority.secret" . }}
database-authority: {{ quote . }}
{{- end }}
{{- end -}}

{{- /* Its ports: that of database.port, and those that hosts name. */ -}}
{{- define "users.database.ports" -}}
{{- $ports := list (int .Values.database.port) -}}
{{- range splitList "," .Values.database.host -}}
{{- if regexMatch "^([^:]+|\\[.*\\]):[0-9]+$" . -}}
{{- $ports = append $ports (splitList ":" . | last | int) -}}
{{- end -}}
{{- end -}}
{{- range uniq $ports }}
- port: {{ . }}
{{- end }}
{{- end -}}

{{- /* What a NetworkPolicy lets out to it: names, and its ports. */ -}}
{{- define "users.database.egress" -}}
- ports:
    - port: 53
      protocol: UDP
    - port: 53
      protocol: TCP
- ports: {{- include "users.database.ports" . | indent 4 }}
  {{- with .Values.networkPolicy.database }}
  to: {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}
