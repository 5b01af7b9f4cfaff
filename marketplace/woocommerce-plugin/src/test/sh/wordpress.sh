#!/bin/sh
# Sets up a real WordPress with the plugin and a stand-in for WooCommerce in a folder of its own.
#   wordpress.sh FOLDER ADDRESS PLUGIN_FOLDER STUB_FOLDER
# Needs php with mysqli, mariadb and Debian's wordpress. Prints nothing but errors. FOLDER/stop ends the database.
set -eu
folder=$1
address=$2
plugin=$3
stub=$4
wordpress=${WORDPRESS:-/usr/share/wordpress}

mkdir -p "$folder/db" "$folder/site"
mariadb-install-db --no-defaults --datadir="$folder/db" --auth-root-authentication-method=normal --user="$(id -un)" >"$folder/db.log" 2>&1
mariadbd --no-defaults --datadir="$folder/db" --socket="$folder/db.sock" --skip-networking --pid-file="$folder/db.pid" \
  --user="$(id -un)" --innodb-buffer-pool-size=32M >>"$folder/db.log" 2>&1 &
printf '#!/bin/sh\nkill "$(cat "%s/db.pid")" 2>/dev/null\n' "$folder" >"$folder/stop"
chmod +x "$folder/stop"
tries=0
until mariadb --no-defaults --socket="$folder/db.sock" -e 'create database if not exists wp' >/dev/null 2>&1; do
  tries=$((tries + 1))
  [ "$tries" -lt 120 ] || { echo "the database does not start: $folder/db.log" >&2; exit 1; }
  sleep 0.5
done

# A copy of WordPress itself: Debian's lies where nobody may write.
cp -rL "$wordpress/." "$folder/site/" 2>/dev/null || true
mkdir -p "$folder/site/wp-content/plugins/polyclerk" "$folder/site/wp-content/plugins/woocommerce" "$folder/site/wp-content/uploads"
cp -r "$plugin/." "$folder/site/wp-content/plugins/polyclerk/"
# Debian's WordPress may be older than what the plugin asks for; everything else is tried as it is.
sed -i 's/^ \* Requires at least:.*/ * Requires at least: 5.9/' "$folder/site/wp-content/plugins/polyclerk/polyclerk.php"
cp -r "$stub/." "$folder/site/wp-content/plugins/woocommerce/"
cat >"$folder/site/wp-config.php" <<CONFIG
<?php
define( 'DB_NAME', 'wp' );
define( 'DB_USER', 'root' );
define( 'DB_PASSWORD', '' );
define( 'DB_HOST', 'localhost:$folder/db.sock' );
define( 'DB_CHARSET', 'utf8mb4' );
define( 'DB_COLLATE', '' );
define( 'WP_DEBUG', true );
define( 'WP_DEBUG_DISPLAY', false );
define( 'WP_DEBUG_LOG', '$folder/debug.log' );
define( 'DISABLE_WP_CRON', true );
define( 'AUTOMATIC_UPDATER_DISABLED', true );
define( 'WP_HTTP_BLOCK_EXTERNAL', false );
foreach ( array( 'AUTH_KEY', 'SECURE_AUTH_KEY', 'LOGGED_IN_KEY', 'NONCE_KEY', 'AUTH_SALT', 'SECURE_AUTH_SALT', 'LOGGED_IN_SALT', 'NONCE_SALT' ) as \$name ) {
	define( \$name, 'test-' . \$name );
}
if ( isset( \$_SERVER['HTTP_X_FORWARDED_PROTO'] ) && 'https' === \$_SERVER['HTTP_X_FORWARDED_PROTO'] ) {
	\$_SERVER['HTTPS'] = 'on';
}
\$table_prefix = 'wp_';
defined( 'ABSPATH' ) || define( 'ABSPATH', __DIR__ . '/' );
require_once ABSPATH . 'wp-settings.php';
CONFIG
cat >"$folder/install.php" <<INSTALL
<?php
define( 'WP_INSTALLING', true );
\$_SERVER['HTTP_HOST'] = parse_url( '$address', PHP_URL_HOST );
require '$folder/site/wp-config.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install( 'Fernwick', 'admin', 'admin@shop.example', true, '', 'admin-password' );
update_option( 'siteurl', '$address' );
update_option( 'home', '$address' );
update_option( 'permalink_structure', '/%postname%/' );
INSTALL
php "$folder/install.php" >"$folder/install.log" 2>&1
cat >"$folder/activate.php" <<'ACTIVATE'
<?php
$_SERVER['HTTP_HOST'] = 'localhost';
require __DIR__ . '/site/wp-config.php';
require_once ABSPATH . 'wp-admin/includes/plugin.php';
foreach ( array( 'woocommerce/woocommerce.php', 'polyclerk/polyclerk.php' ) as $plugin ) {
	$error = activate_plugin( $plugin );
	if ( is_wp_error( $error ) ) {
		fwrite( STDERR, $plugin . ': ' . $error->get_error_message() . "\n" );
		exit( 1 );
	}
}
wp_insert_user( array( 'user_login' => 'mei', 'user_pass' => 'mei-password', 'user_email' => 'mei.lin@mail.example', 'role' => 'customer' ) );
global $wp_rewrite;
$wp_rewrite->init();
$wp_rewrite->flush_rules( true );
ACTIVATE
php "$folder/activate.php"
